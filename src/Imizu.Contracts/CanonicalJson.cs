using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Imizu.Contracts;

/// <summary>
/// JSON of which there is one text only: RFC 8785 (JCS) but for numbers, which stay as they are written, for a decimal has more digits
/// than the double that the RFC would make of it. What a <c>jsonb</c> column changes, order of names and white space, does not show in it.
/// </summary>
internal static class CanonicalJson
{
    public static StringBuilder AppendCanonical(this StringBuilder text, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => text.AppendList('{', '}', value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal),
            static (text, member) => text.AppendCanonical(member.Name).Append(':').AppendCanonical(member.Value)),
        JsonValueKind.Array => text.AppendList('[', ']', value.EnumerateArray(), static (text, item) => text.AppendCanonical(item)),
        JsonValueKind.String => text.AppendCanonical(value.GetString()!),
        _ => text.Append(value.GetRawText()),
    };

    public static StringBuilder AppendCanonical(this StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        }
        return text.Append('"');
    }

    private static StringBuilder AppendList<T>(this StringBuilder text, char open, char close, IEnumerable<T> items, Action<StringBuilder, T> append)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
            {
                text.Append(',');
            }
            first = false;
            append(text, item);
        }
        return text.Append(close);
    }
}
