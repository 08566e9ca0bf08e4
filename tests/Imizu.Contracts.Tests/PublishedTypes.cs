using System.Reflection;

namespace Imizu.Contracts.Tests;

/// <summary>All that events are made of.</summary>
internal static class PublishedTypes
{
    /// <summary>Every member of an event, those of the records within it among them, such as <c>jp.imizu.….v1 participants.count</c>.</summary>
    public static IEnumerable<(string Path, PropertyInfo Member)> Members { get; } =
        [.. EventCatalog.All.SelectMany(entry => MembersOf(entry.Record, $"{entry.Name} "))];

    /// <summary>Every code that some event uses.</summary>
    public static IReadOnlyList<Type> Codes { get; } =
        [.. Members.Select(found => Element(found.Member.PropertyType)).Where(type => type.IsEnum).Distinct().OrderBy(type => type.Name, StringComparer.Ordinal)];

    private static IEnumerable<(string Path, PropertyInfo Member)> MembersOf(Type record, string path) =>
        record.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(member =>
        {
            var here = path + char.ToLowerInvariant(member.Name[0]) + member.Name[1..];
            var element = Element(member.PropertyType);
            return element.Assembly == typeof(EventCatalog).Assembly && element.IsClass
                ? MembersOf(element, $"{here}.").Prepend((here, member))
                : [(here, member)];
        });

    private static Type Element(Type type) => type.IsGenericType ? type.GetGenericArguments()[0] : type;
}
