using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Imizu.Contracts;

/// <summary>
/// What is the same of an event wherever it is kept: ten members of its envelope, as JSON of which there is one text only.
/// The event's type need not be known. <c>docs/control-totals.md</c> defines it for other languages.
/// </summary>
public static class CanonicalEvent
{
    private const string Microseconds = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The bytes that are hashed (UTF-8).</summary>
    public static byte[] BytesOf(EventEnvelope envelope)
    {
        // The members stand in the order of their names.
        var text = new StringBuilder("{\"actor\":").AppendCanonical(envelope.Actor)
            .Append(",\"data\":").AppendCanonical(envelope.Data)
            .Append(CultureInfo.InvariantCulture, $",\"id\":\"{envelope.Id}\"");
        if (envelope.Legalbasis is { } basis)
        {
            text.Append(",\"legalbasis\":").AppendCanonical(basis);
        }
        text.Append(CultureInfo.InvariantCulture, $",\"position\":\"{envelope.Position}\"")
            .Append(",\"source\":").AppendCanonical(envelope.Source)
            .Append(CultureInfo.InvariantCulture, $",\"streamversion\":{envelope.Streamversion}")
            .Append(",\"subject\":").AppendCanonical(envelope.Subject)
            .Append(",\"time\":\"").Append(envelope.Time.UtcDateTime.ToString(Microseconds, CultureInfo.InvariantCulture))
            .Append("\",\"type\":").AppendCanonical(envelope.Type).Append('}');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The fiscal year in which the thing occurred: that of the data's <c>on</c>, else <c>to</c>; null where neither is a date.</summary>
    public static FiscalYear? YearOf(EventEnvelope envelope) =>
        (DateOf(envelope.Data, "on") ?? DateOf(envelope.Data, "to")) is { } date ? FiscalYear.Of(date) : null;

    private static DateOnly? DateOf(JsonElement data, string member) =>
        data.ValueKind == JsonValueKind.Object
        && data.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
        && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;
}
