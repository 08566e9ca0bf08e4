using System.Text.RegularExpressions;
using Imizu.Contracts;
using Imizu.Contracts.Reading;

namespace Imizu.EventStreams;

/// <summary>
/// Finds in the texts of an event what looks as if it told who somebody is. It knows shapes, not people: a text in which nothing is found can still name somebody.
/// </summary>
public static partial class PersonalText
{
    /// <summary>No part of a longer number, of a date or of a UUID.</summary>
    private const string Alone = "(?<![0-9])(?<![0-9a-f]-)", NotFollowed = "(?![0-9]|-[0-9a-f])";

    private static readonly (string Word, Func<string, bool> IsIn)[] Shapes =
    [
        ("メールアドレス", MailAddress().IsMatch),
        ("個人番号（マイナンバー）", text => TwelveDigits().Matches(text).Any(found => IsIndividualNumber([.. found.Value.Where(char.IsAsciiDigit).Select(digit => digit - '0')]))),
        ("電話番号", TelephoneNumber().IsMatch),
        ("郵便番号", PostalCode().IsMatch),
        ("氏名", NameInFull().IsMatch),
    ];

    /// <summary>The first field in which something was found, and what it looks like, never the text itself; null where nothing was.</summary>
    public static (string Field, string Word)? Find(object happened) =>
        WrittenText.Of(happened).Select(written => (written.Member, Word: Find(written.Text))).FirstOrDefault(found => found.Word is not null) is (var field, { } word) ? (field, word) : null;

    /// <summary>What a text looks as if it had; null where it looks like nothing.</summary>
    public static string? Find(string text)
    {
        var narrow = string.Concat(text.Select(letter => FullWidth.IsDash(letter) || letter == 'ー' ? '-' : FullWidth.Narrow(letter)));
        return Shapes.FirstOrDefault(shape => shape.IsIn(narrow)).Word;
    }

    /// <summary>Whether the last of twelve digits is the check digit of the others (個人番号, ordinance of the Ministry of Internal Affairs 2014 no. 85, art. 5).</summary>
    private static bool IsIndividualNumber(int[] digits)
    {
        // From the last digit but one: 2 to 7, then 2 to 6.
        var rest = Enumerable.Range(1, 11).Sum(n => digits[11 - n] * (n <= 6 ? n + 1 : n - 5)) % 11;
        return digits[11] == (rest <= 1 ? 0 : 11 - rest);
    }

    [GeneratedRegex(@"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")]
    private static partial Regex MailAddress();

    [GeneratedRegex(Alone + @"[0-9]{4}[\s-]?[0-9]{4}[\s-]?[0-9]{4}" + NotFollowed)]
    private static partial Regex TwelveDigits();

    [GeneratedRegex(Alone + @"(0[0-9]{9,10}|0[0-9]{1,4}[-()\s]{1,2}[0-9]{1,4}[-()\s]{1,2}[0-9]{3,4})" + NotFollowed)]
    private static partial Regex TelephoneNumber();

    [GeneratedRegex(@"〒\s*[0-9]{3}|(?<![0-9-])[0-9]{3}-[0-9]{4}(?![0-9-])")]
    private static partial Regex PostalCode();

    [GeneratedRegex(@"氏\s*名[:=（(「\s]+\p{L}{2}")]
    private static partial Regex NameInFull();
}
