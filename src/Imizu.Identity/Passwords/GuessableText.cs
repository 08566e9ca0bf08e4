using System.Globalization;
using System.Text.RegularExpressions;

namespace Imizu.Identity.Passwords;

/// <summary>What everybody tries first: common words, also in their usual disguises, rows of the keyboard, repeats, years, and what is known of the account.</summary>
internal static partial class GuessableText
{
    private const int ShortestRun = 4, ShortestPart = 3;

    private static readonly string[] Rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm"];

    private static readonly string[] Known = [.. Words(), .. Rows.SelectMany(row => (string[])[.. Runs(row), .. Runs(string.Concat(row.Reverse()))])];

    private static readonly Dictionary<char, char> Disguises = new()
    {
        ['0'] = 'o', ['1'] = 'l', ['3'] = 'e', ['4'] = 'a', ['5'] = 's', ['7'] = 't', ['8'] = 'b', ['@'] = 'a', ['$'] = 's', ['!'] = 'i',
    };

    /// <summary>What is left of a password without all that: letters and digits alone.</summary>
    public static string WithoutGuessable(string password, string staffCode)
    {
        var plain = password.ToLower(CultureInfo.InvariantCulture);
        var disguised = string.Concat(plain.Select(letter => Disguises.GetValueOrDefault(letter, letter)));
        var code = staffCode.ToLower(CultureInfo.InvariantCulture);
        string[] known = [.. Known.Concat(Parts().Split(code).Append(code).Where(part => part.Length >= ShortestPart)).OrderByDescending(word => word.Length)];
        // Whichever reading leaves less: one takes a 1 for a letter, the other for the first of a row.
        return ((string[])[Reduce(plain, known), Reduce(disguised, known)]).MinBy(left => left.Length)!;
    }

    private static string Reduce(string text, string[] known)
    {
        var left = Year().Replace(known.Aggregate(text, (rest, word) => rest.Replace(word, " ", StringComparison.Ordinal)), " ");
        return Repeat().Replace(string.Concat(left.Where(char.IsLetterOrDigit)), "$1");
    }

    private static IEnumerable<string> Runs(string row) =>
        from length in Enumerable.Range(ShortestRun, row.Length - ShortestRun + 1)
        from at in Enumerable.Range(0, row.Length - length + 1)
        select row.Substring(at, length);

    private static string[] Words()
    {
        using var words = new StreamReader(typeof(GuessableText).Assembly.GetManifestResourceStream("passwords/common-words.txt")!);
        return words.ReadToEnd().Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex(@"(19|20)\d\d")]
    private static partial Regex Year();

    [GeneratedRegex(@"[^a-z]+")]
    private static partial Regex Parts();

    [GeneratedRegex(@"(.+?)\1+")]
    private static partial Regex Repeat();
}
