/** Keys as printed on them; always left to right. */
export function Keys({ keys }: { keys: string[] }) {
  return (
    <bdi dir="ltr" className="inline-flex gap-1">
      {keys.map((key) => (
        <kbd
          key={key}
          className="min-w-6 rounded-small border border-line bg-sunken px-1.5 text-center font-sans text-small text-soft"
        >
          {key}
        </kbd>
      ))}
    </bdi>
  );
}
