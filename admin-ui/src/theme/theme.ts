import { createTheme } from "@mantine/core";

/** Colours and fonts live in `tokens.css`: the content security policy lets no style be made in the browser. */
export const theme = createTheme({
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    Drawer: { defaultProps: { lockScroll: false } },
    Modal: { defaultProps: { lockScroll: false } },
  },
});
