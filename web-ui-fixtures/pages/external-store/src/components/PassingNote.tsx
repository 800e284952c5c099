import { useEffect, useState } from "react";
import "./passingNote.css";

/** Says `text` beside the card, and goes away by its own animation, whatever has become of the trouble. */
export function PassingNote({ text }: { readonly text: string | null }) {
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    if (text) setShown(text);
  }, [text]);
  if (!shown) return null;
  return (
    <p className="passing-note" onAnimationEnd={() => setShown(null)}>
      {shown}
    </p>
  );
}
