using System.Globalization;
using System.Text;

namespace Imizu.EventStreams;

/// <summary>Validates text for the printed report: one line, not empty, bounded, without characters that are not seen, or seen otherwise elsewhere.</summary>
public static class PrintedText
{
    /// <summary>Validates a text; null where it is valid.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="text">The text.</param>
    /// <param name="most">The most characters.</param>
    public static Refusal? Check(string field, string text, int most = 300) => text switch
    {
        _ when string.IsNullOrWhiteSpace(text) => new Refusal(field, "空です。言葉を入れてください。"),
        { Length: var length } when length > most => new Refusal(field, $"{most} 字までにしてください（{length} 字あります）。"),
        _ when text.EnumerateRunes().Any(IsUnseen) => new Refusal(field, "改行、制御文字、見えない文字は使えません。取り除いてください。"),
        _ => CheckCharacters(field, text),
    };

    /// <summary>Refuses characters that one city or one machine has made for itself (外字, private use): nobody else reads them.</summary>
    public static Refusal? CheckCharacters(string field, string text) =>
        text.EnumerateRunes().Index().FirstOrDefault(each => Rune.GetUnicodeCategory(each.Item) == UnicodeCategory.PrivateUse) is { Item.Value: > 0 } own
            ? new Refusal(field, $"{own.Index + 1} 文字目の文字（U+{own.Item.Value:X4}）は外字です。ほかの機械では読めません。一般の漢字か、かなで書いてください。")
            : null;

    /// <summary>Whether a character breaks the line or changes the reading direction invisibly (such as U+202E).</summary>
    private static bool IsUnseen(Rune character) => Rune.GetUnicodeCategory(character) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
