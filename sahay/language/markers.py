"""Words that give a language away when it is written in Latin letters.

A word of one language is listed under it: function words, which are in every kind of message, apart from the
others, which also say what the message is about. Shared words are listed under each language that has them.
Loans are English words that Hindi and Gujarati speakers use all day: they say little about the language.
Spelling variants need not be listed: Hindi and Gujarati words are compared by their phonetic key.
"""

from typing import Final


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION: Final[dict[str, frozenset[str]]] = {
    "en": _listed(
        """
        the is are am was were my your our i you it its this that these those what when where why how who which
        does did can could will would should shall may might have has had not yes to a an of for from and or but
        with in on at by be been being get got want wanted need needed any some there here us we they she them
        his her their if than just still yet very much many more only about out up so as dont doesnt didnt cant
        cannot wont isnt arent wasnt havent hasnt couldnt im ive youre thats whats wheres hows let lets
        going go come came comes never ever because after before again also too all something anything someone
        anyone into over under every other such hasn
        """
    ),
    "hi": _listed(
        """
        sunao unka unki inka inki waise aise jaise tab tabhi sab hote hue kabhi yahi wahi jayega jaye jata jati
        hai hain mera meri mere mujhe mujhko muje humko hame hume hamara hamari kab kahan kahaan kidhar kaise
        kaisa kaisi kaun kaunsa kyun kyon kyu kitna kitne kitni nhi mat abhi ka ki ko mein aur raha rahe rahi
        rha rhe rhi gaya gayi gaye hua hui karna karni karne karke karta karte karti karega karenge karunga
        karoge kijiye kro krna krni krdo kardo dijiye dena lena liya diya kiya batao bataiye bataye bata batana
        batado chahiye chaiye mila milega milegi milenge milta milti mile aaya aayega ayega aayegi aayenge hoga
        hogi honge hota hoti sakta sakte sakti tha wala wali wale yeh woh isko iska iske uska usko apna apni
        apne aap aapka aapki aapke aapko tum tumhara tumhari tujhe bhi sirf bahut bohot haan yaar bhaiya kuch
        phir fir lekin magar agar kyunki lagega lagta lagte lagenge paas saath liye kripya kripaya mehrbani iss
        unse inse kisi kisko kiski jab wahan yahan idhar udhar kyaa hun hoon hu karwana karwani karao karana
        karani krwao chuka chuke gya gyi hamko bandhu
        """
    ),
    "gu": _listed(
        """
        ben bhen fari atlu jova ema ama tena ena eno jyan atyare have che chhe chu chhu chho cho maro mari maru
        mane amne amaro amaru amari ame kyare kem shu shun kon kayu kayo kaik ketla ketlu ketli ketlo nathi nai
        mathi nu ane pan tame tamaru tamaro tamari tamara tamne joiye joie joiae joye thay thai thayu thayo
        thase thashe thavu thavanu thaya avse aavse avshe aavyo avyo aavyu avyu aavi aave avi malse malshe malyo
        malyu mali malu malti maltu madse madshe madyu madyo karvu karvi karvo karva karvanu karvani karavvu
        karavo karyu karyo kari karjo karso karsho kariye apo aapo aapjo aapsho apjo aapi aapvu aapva levo levi
        leva kidhu didhu didho sathe kaho kahesho janavo janavsho batavo batavjo hatu hato hoy hase hashe haju
        hju hamna hamnaj sudhi thodu thodi bau evu avu aavu em pelu pelo kashu kai mate vishe kevi kevu kevo
        kevirite rite kone kona joi jou jovu deva devo dyo padse padshe padyo padi gayu gayo kyathi tyare jyare
        tya ahi ahiya bolje bija biju bijo thi kyarey kidhi aapde tamey shakay sakay sakai shakai sako shako
        shakho rakho rakhjo nakho nakhjo mare tamare hoi kyay
        """
    ),
}

# "paisa" is in both Indian languages, and so is no sign of either; but it is no English.
CONTENT: Final[dict[str, frozenset[str]]] = {
    "en": _listed(
        """
        make tell give show know see take send sent say said nothing like think talk speak speaking real really
        keep long old back even without another own lost find found ask asked waiting wait received arrive
        arrived looking look
        """
    ),
    "hi": _listed(
        """
        likho likh lag madad bakwas bhagwan suna gana shaam subah khana bukhar daam kahani chutti likha mangwana
        mangwaye chahta chahti lagao lena rakho jodo jaldi wapas wapis paise accha acha theek baat insaan aadmi
        aaj shukriya alvida rehne rahne matlab samajh samjha samjhe bol boliye bolna bolo galat sahi dusra
        doosra purana naya nayi chota bada kharab toota tuta bhej bhejo bheja bhejna pahuncha pahucha pohcha
        mangwaya mangaya manga rupaye wapsi lautana lauta badalna badal dikhao suno sunao bulao chup kaam
        dhanyawad paisa kal ghar dhanyavad namaste namaskar din raat dukan khulta khulti bandh band pata
        """
    ),
    "gu": _listed(
        """
        lakho lakhi madad bakvas bhagvan rehva rehvado ratri savar saanj jamvanu malsu malishu gando garmi
        mahina mahino athvadiyu athvadiya sarnamu rokda pochyo pahonchyo pochyu atkyu mangavyu magavyu kuriyar
        vastu gamda ravivare bagdi bagdyu tamaru levu lidhu lidho lidhi kharidyu moklo mokli mokalyu mokalo
        moklyu moklavo moklu vaat manas vyakti pachu pacho pacha pachho pachhu parat aaje kale gaikale badhu
        badha badhi khub saras saru sachu khotu khoti khoto vagar chalse chalshe raheva rahevdo navu navi nava
        moto motu nanu nano nani tuteli tutelu tutelo bhagelu rupiya kholo aavjo majama paise malvu puchvu puchu
        khabar varsad gujarati paisa kal jaldi ghar dhanyavad namaste namaskar dukan bandh divas divso vagye
        vagya
        """
    ),
}

SHARED: Final[dict[str, frozenset[str]]] = {
    "en": _listed("do me no main hey one par pan come name male so the then have are main"),
    "hi": _listed(
        """
        bilkul tu kar madad de male jawab sambhal shubh khali saal kya nahi na ne se ke me ye wo to toh do par
        tak koi sab ji jee bhai didi karo kare karu chalo pe per hi ab thik han ho thi ha haa aa is us are arre
        theek jo jai jay pls hn hmm
        """
    ),
    "gu": _listed(
        """
        bilkul tu kar do de male shubh khali maf kya nahi na ne no ni ma ha haa ho se ke to te koi ji bhai karo
        kare karu chalo aa su bahu have sari aabhar jo bolo thi kadi jai jay hi thik barabar mara tak vat aavo
        avo chalu aavjo hati re lo lai rakhi
        """
    ),
}

LOANS: Final = _listed(
    """
    order orders ordered refund refunds return returns cancel cancelled cancellation delivery deliver delivered
    payment pay paid track tracking status parcel package product item number phone mobile email mail id ok okay
    hi hello hey thanks thank thankyou thx bye please pls plz sorry help agent customer care support service
    shop store online website app cod cash card upi bank money time date size color exchange replace replacement
    warranty guarantee invoice bill gst address change discount offer coupon code price damage damaged broken
    late delay courier call message chat bot robot human person people machine sir madam mam good morning night
    evening gift wrap pack packing box international shipping free charge charges policy day days week problem
    issue complaint wrong team manager executive staff option process detail details information info update
    confirm pending tv match cricket movie song joke ticket train flight recipe news stop open close closed
    timing timings link login password account wallet emi debit credit net banking transfer express same new
    full half double extra defective repair original fake quality colour small large medium fit stock available
    location branch nearest
    """
)
