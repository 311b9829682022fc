/** The language that was chosen, before anything is shown and before the chat looks at the page's. */
try {
  document.documentElement.lang = localStorage.getItem('saral:language') ?? 'en';
} catch {
  // A browser that keeps nothing begins in English.
}
