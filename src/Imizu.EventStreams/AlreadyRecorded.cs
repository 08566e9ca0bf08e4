using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Imizu.Contracts;

namespace Imizu.EventStreams;

/// <summary>Decides a command for something that happens once and is already recorded.</summary>
public static class AlreadyRecorded
{
    /// <summary>Unchanged where the command equals what is recorded; otherwise a refusal that names the first member that differs.</summary>
    /// <param name="recorded">The event that stands.</param>
    /// <param name="asked">The event that the command would have recorded.</param>
    /// <param name="kind">The field that says which of several events it is.</param>
    public static Decision<TEvent> Answer<TEvent>(TEvent recorded, TEvent asked, string kind = "id")
        where TEvent : class
    {
        var type = recorded.GetType();
        if (type != asked.GetType())
        {
            return new Refusal(kind, $"すでに「{EventCatalog.WordOf(type)}」が記録されています。誤りなら、先にその記録を取り消してください。");
        }
        return Differing(recorded, asked).FirstOrDefault() is { } member
            ? new Refusal(FieldOf(member), $"「{EventCatalog.WordOf(type)}」は、すでに「{Said(member.GetValue(recorded))}」で記録されています。直すには、その記録を訂正してください。")
            : new Unchanged();
    }

    /// <summary>The members in which two events of one type differ.</summary>
    internal static IEnumerable<PropertyInfo> Differing(object recorded, object asked) =>
        recorded.GetType().GetProperties().Where(member => !IsSame(member.GetValue(recorded), member.GetValue(asked)));

    /// <summary>What requests call a member.</summary>
    internal static string FieldOf(PropertyInfo member) => JsonNamingPolicy.CamelCase.ConvertName(member.Name);

    private static bool IsSame(object? stands, object? asked) => (stands, asked) is (not string and IEnumerable some, IEnumerable others)
        ? some.Cast<object>().SequenceEqual(others.Cast<object>())
        : Equals(stands, asked);

    private static string Said(object? value) => value switch
    {
        null => "なし",
        string text => text,
        Enum code => code.Word(),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        IEnumerable list => string.Join('、', list.Cast<object>().Select(Said)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => string.Join(' ', value.GetType().GetProperties().Select(member => Said(member.GetValue(value)))),
    };
}
