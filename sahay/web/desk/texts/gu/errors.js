/** Gujarati: what went wrong, by the server's code. */

export default {
  error_old: "આ જવાબ મોકલાયો જ નહોતો.",

  error_already_claimed: "આ વાતચીત બીજા એજન્ટે લઈ લીધી છે.",
  error_not_yours: "આ વાતચીત બીજા એજન્ટ પાસે છે.",
  error_wrong_state: "દરમિયાન વાતચીત બદલાઈ ગઈ છે: હવે આ શક્ય નથી.",
  error_new_message: "દરમિયાન ગ્રાહકે કંઈક લખ્યું છે. પહેલાં તે વાંચી લો.",
  error_not_found: "આવી કોઈ વાતચીત નથી.",
  error_too_long: "જવાબ બહુ લાંબો છે. કૃપા કરીને ટૂંકો કરો.",
  error_rate_limited: "ઘણી બધી વિનંતીઓ થઈ. કૃપા કરીને થોડી રાહ જુઓ.",
  error_unreachable: "સર્વરનો સંપર્ક થતો નથી. કંઈ ખોવાયું નથી; ફરી પ્રયત્ન કરો.",
  error_unexpected: "આ થઈ શક્યું નથી. કૃપા કરીને ફરી પ્રયત્ન કરો.",
  error_file_too_large: "ફાઇલ બહુ મોટી છે.",
  error_shortcut_taken: "આ શૉર્ટકટ બીજા જવાબનો છે.",
  error_not_allowed: "તમારી ભૂમિકામાં આની છૂટ નથી.",
  error_merge_refused: "બે સંપર્ક એક જ વાર જોડાય છે, અને જોડાયેલા હોય તો જ અલગ થાય છે.",
};
