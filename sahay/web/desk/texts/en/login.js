/** English: signing in. */

export default {
  login_title: "Sign in to the desk",
  login_email: "E-mail",
  login_password: "Password",
  login_show: "Show password",
  login_hide: "Hide password",
  login_submit: "Sign in",
  login_busy: "Signing in…",
  login_email_missing: "Enter your e-mail address.",
  login_password_missing: "Enter your password.",
  login_wrong: "The e-mail address or the password is not right.",
  login_limited: "Too many attempts. You can try again in {time}.",
  login_unreachable: "The server cannot be reached. Check your connection and try again.",
  login_trouble: "Signing in did not work. Please try again in a moment.",
  login_expired: "Your session has ended. Sign in again: what you have written is kept.",
};
