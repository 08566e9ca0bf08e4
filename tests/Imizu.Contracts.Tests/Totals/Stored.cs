using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Imizu.Contracts.Tests.Totals;

/// <summary>Envelopes as a source sends them, and as a <c>jsonb</c> column gives them back.</summary>
internal static class Stored
{
    public const string Source = "urn:imizu:consultation";

    private static readonly DateTimeOffset Recorded = new(2025, 1, 10, 3, 0, 0, TimeSpan.Zero);

    public static EventEnvelope Envelope(long position, string data, string type = "jp.imizu.consultation.plan-created.v1") => new()
    {
        Id = new Guid((int)position, 0, 0, new byte[8]),
        Source = Source,
        Type = type,
        Subject = "case/1",
        Time = Recorded.AddMicroseconds(position),
        Position = position,
        Previousposition = position - 1,
        Streamversion = 1,
        Legalbasis = LegalBasis.SupportPlan,
        Actor = "test",
        Data = JsonElement.Parse(data),
    };

    /// <summary>One envelope for each type of event, with every member filled.</summary>
    public static IReadOnlyList<EventEnvelope> Examples { get; } =
        [.. Tests.Examples.All.Select((happened, i) => Envelope(
            i + 1, JsonSerializer.Serialize(happened, happened.GetType(), ContractJson.Options), EventCatalog.NameOf(happened.GetType())))];

    /// <summary>Written, kept and read again: names by their length, blanks after colons and commas, no escapes that are not needed.</summary>
    public static EventEnvelope ThroughJsonb(this EventEnvelope envelope)
    {
        var kept = new StringBuilder();
        Keep(kept, JsonSerializer.SerializeToElement(envelope, ContractJson.Options));
        return JsonSerializer.Deserialize<EventEnvelope>(kept.ToString(), ContractJson.Options)!;
    }

    private static void Keep(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject().OrderBy(m => m.Name.Length).ThenBy(m => m.Name, StringComparer.Ordinal);
                Enclose(text, "{}", members, member =>
                {
                    text.Append(CultureInfo.InvariantCulture, $"\"{member.Name}\": ");
                    Keep(text, member.Value);
                });
                break;
            case JsonValueKind.Array:
                Enclose(text, "[]", value.EnumerateArray(), item => Keep(text, item));
                break;
            case JsonValueKind.String:
                text.Append(JsonSerializer.Serialize(value.GetString(), ContractJson.Options));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void Enclose<T>(StringBuilder text, string brackets, IEnumerable<T> items, Action<T> keep)
    {
        text.Append(brackets[0]);
        var between = "";
        foreach (var item in items)
        {
            text.Append(between);
            keep(item);
            between = ", ";
        }
        text.Append(brackets[1]);
    }
}
