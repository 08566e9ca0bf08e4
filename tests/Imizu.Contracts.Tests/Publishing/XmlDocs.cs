using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Imizu.Contracts.Tests.Publishing;

/// <summary>What the records' own comments say, as plain text.</summary>
internal static partial class XmlDocs
{
    private static readonly Dictionary<string, XElement> Members = XElement
        .Load(Path.ChangeExtension(typeof(EventCatalog).Assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(member => (string)member.Attribute("name")!);

    /// <summary>A type's summary.</summary>
    public static string? Of(Type type) => Text(Members.GetValueOrDefault($"T:{NameOf(type)}")?.Element("summary"));

    /// <summary>A member's summary: as a parameter of its record, or its own.</summary>
    public static string? Of(MemberInfo member) =>
        Text(Members.GetValueOrDefault($"T:{NameOf(member.DeclaringType!)}")?.Elements("param").FirstOrDefault(param => (string?)param.Attribute("name") == member.Name))
        ?? Text(Members.GetValueOrDefault($"P:{NameOf(member.DeclaringType!)}.{member.Name}")?.Element("summary"));

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    private static string? Text(XElement? comment) => comment is null ? null : Blanks().Replace(string.Concat(comment.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } reference => ((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name") ?? "").Split('.', ':')[^1],
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
