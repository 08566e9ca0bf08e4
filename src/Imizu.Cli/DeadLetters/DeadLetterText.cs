using System.Text;
using Imizu.Cli.Reporting;
using Imizu.Contracts.FieldTallies;

namespace Imizu.Cli.DeadLetters;

/// <summary>Dead letters to be read.</summary>
internal static class DeadLetterText
{
    public static IEnumerable<string> Table(IReadOnlyList<DeadLetterLine> letters)
    {
        if (letters.Count == 0)
        {
            return ["There are none."];
        }
        return TextTable.Lines("lllllll", letters.Select(letter => (string[])
                [letter.Id, JapanTime.Text(letter.At), letter.Door, letter.Sender ?? "?", letter.State, letter.Field, letter.Reason])
            .Prepend(["id", "refused", "door", "sender", "state", "field", "reason"]))
            .Append($"{letters.Count:N0} dead letters.");
    }

    public static IEnumerable<string> Whole(DeadLetterAnswer whole)
    {
        var letter = whole.Letter;
        yield return $"id        {letter.Id}";
        yield return $"refused   {JapanTime.Text(letter.At)}, at the door {letter.Door}";
        yield return $"sender    {letter.Sender ?? "unknown"}";
        yield return $"called    {letter.MessageId ?? "nothing"}";
        yield return $"field     {letter.Field}";
        yield return $"reason    {letter.Reason}";
        yield return $"state     {State(letter)}";
        yield return $"body      {whole.Size:N0} bytes{(whole.IsCut ? ", of which only the beginning was kept" : "")}:";
        yield return Harmless(whole.Body);
        foreach (var sending in whole.Sendings)
        {
            yield return $"sent again {JapanTime.Text(sending.At)} by {sending.By}: {(sending.Field is null ? "taken in" : $"refused, {sending.Field}: {sending.Reason}")}";
            yield return Harmless(sending.Body);
        }
    }

    /// <summary>What others sent must not command this terminal.</summary>
    public static string Harmless(string body)
    {
        var text = new StringBuilder(body.Length);
        foreach (var rune in body.EnumerateRunes())
        {
            text.Append(rune.Value == '\n' || !(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format) ? rune.ToString() : "�");
        }
        return text.ToString();
    }

    private static string State(DeadLetterLine letter) => letter.ClosedAt is { } at
        ? $"{letter.State}, {JapanTime.Text(at)} by {letter.ClosedBy}{(letter.ClosedBecause is { } why ? $": {why}" : "")}"
        : letter.State;
}
