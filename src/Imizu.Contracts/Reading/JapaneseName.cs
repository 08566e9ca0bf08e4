using System.Text;

namespace Imizu.Contracts.Reading;

/// <summary>Compares names as a reader of the printed page does, to whom many letters look the same.</summary>
public static class JapaneseName
{
    // Half-width katakana and signs, U+FF61 to U+FF9F, in full width.
    private const string Katakana = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";
    private const char FirstHalf = '｡', LastHalf = 'ﾟ';
    private const string Voiced = "カキクケコサシスセソタチツテトハヒフヘホかきくけこさしすせそたちつてとはひふへほ", HalfVoiced = "ハヒフヘホはひふへほ";

    /// <summary>Whether two names look the same: width, waves, hyphens, spaces and the case of letters do not tell them apart.</summary>
    public static bool AreSame(string one, string other) => one == other || Key(one) == Key(other);

    /// <summary>The form in which names that look the same are the same.</summary>
    public static string Key(string name)
    {
        // Not Normalize, which knows nothing beyond ASCII where .NET runs without ICU, as the services do.
        var key = new StringBuilder(name.Length);
        foreach (var letter in name.Where(letter => !char.IsWhiteSpace(letter) && letter is not (>= '\uFE00' and <= '\uFE0F')))
        {
            var wide = letter is >= FirstHalf and <= LastHalf ? Katakana[letter - FirstHalf] : letter;
            var before = key.Length > 0 ? key[^1] : '\0';
            if (wide is '゛' or '\u3099' && (Voiced.Contains(before) || before == 'ウ'))
            {
                key[^1] = before == 'ウ' ? 'ヴ' : (char)(before + 1);
            }
            else if (wide is '゜' or '\u309A' && HalfVoiced.Contains(before))
            {
                key[^1] = (char)(before + 2);
            }
            else
            {
                key.Append(wide switch
                {
                    '〜' or '∼' or '∽' => '~',
                    _ => FullWidth.IsDash(wide) ? '-' : char.ToUpperInvariant(FullWidth.Narrow(wide)),
                });
            }
        }
        return key.ToString();
    }
}
