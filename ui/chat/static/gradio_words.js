// Gradio's own remarks have their English built in; here they are put into Vietnamese as they appear.
(() => {
  "use strict";
  const WORDS = {
    Error: "Lỗi",
    Warning: "Lưu ý",
    Info: "Thông báo",
    "Connection to the server was lost. Attempting reconnection...": "Mất kết nối với dịch vụ; đang nối lại…",
    "Connection errored out.": "Mất kết nối với dịch vụ; hãy thử lại.",
    "This application is currently busy. Please try again.": "Dịch vụ đang bận; hãy thử lại.",
  };

  function translate(remarks) {
    const texts = document.createTreeWalker(remarks, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const said = WORDS[texts.currentNode.data.trim()];
      if (said) texts.currentNode.data = said;
    }
  }

  new MutationObserver(() => document.querySelectorAll(".toast-wrap").forEach(translate)).observe(
    document.documentElement,
    { childList: true, subtree: true },
  );
})();
