using System.Text.Json;
using System.Text.Json.Nodes;
using Imizu.Contracts;
using Imizu.Contracts.Reading;

namespace Imizu.Web.Recording;

/// <summary>What was typed into a form, as the body of a command. It is judged by the service alone; what cannot be a number is sent as it was typed.</summary>
internal static class FormBody
{
    /// <summary>The body.</summary>
    /// <param name="recording">What is recorded.</param>
    /// <param name="typed">The fields.</param>
    /// <param name="today">The day that 今日 is.</param>
    public static JsonObject Of(Recording recording, FormValues typed, DateOnly today)
    {
        var body = new JsonObject();
        if (recording.Fixed is var (name, value))
        {
            body[name] = value;
        }

        foreach (var member in recording.Members)
        {
            if (Value(member, typed, today) is { } given)
            {
                body[member.Name] = given;
            }
        }

        return body;
    }

    /// <summary>The fields of a form that has what was recorded.</summary>
    public static FormValues ValuesOf(Recording recording, JsonElement data)
    {
        var values = new Dictionary<string, string[]>();
        foreach (var member in recording.Members.Where(member => data.TryGetProperty(member.Name, out var there) && there.ValueKind != JsonValueKind.Null))
        {
            var value = data.GetProperty(member.Name);
            if (member.Parts is [var of, var count])
            {
                foreach (var item in value.EnumerateArray())
                {
                    values[$"{FormValues.NameOf(member.Name)}.{item.GetProperty(of.Name).GetString()}"] = [item.GetProperty(count.Name).GetRawText()];
                }
            }
            else
            {
                values[FormValues.NameOf(member.Name)] = member.IsList && member.Choices.Count == 0 ? [string.Join(' ', value.EnumerateArray())]
                    : member.IsList ? [.. value.EnumerateArray().Select(item => $"{item}")] : [value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetRawText() : $"{value}"];
            }
        }

        return new(values);
    }

    private static JsonNode? Value(EventMember member, FormValues typed, DateOnly today) => member switch
    {
        // A number for each choice; none where nothing was typed.
        { Parts: [var of, var count] } => new JsonArray([.. of.Choices.Select(choice => (choice.Code, Typed: typed.One($"{FormValues.NameOf(member.Name)}.{choice.Code}"))).Where(row => row.Typed.Length > 0)
            .Select(row => new JsonObject { [of.Name] = row.Code, [count.Name] = Number(row.Typed) })]),
        { IsList: true } => typed.All(member) is var all && (all.Count > 0 || member.IsRequired) ? new JsonArray([.. all.Select(one => JsonValue.Create(one))]) : null,
        _ when typed.One(FormValues.NameOf(member.Name)) is { Length: > 0 } one => One(member, one, today),
        _ => null,
    };

    private static JsonNode One(EventMember member, string typed, DateOnly today) => member switch
    {
        { Format: "date" } when typed is "今日" or "本日" => JsonValue.Create($"{today:yyyy-MM-dd}"),
        { Type: "boolean" } => typed == "true",
        { Name: "fiscalYear" } when FiscalYear.Parse(typed) is { } year => year.Year,
        { Type: "integer" or "number" } => Number(typed),
        _ => JsonValue.Create(typed),
    };

    /// <summary>A number as people write it; what is none, as it was typed.</summary>
    public static JsonValue Number(string typed) => JapaneseNumber.TryRead(typed, "", out var number) ? JsonValue.Create(number) : JsonValue.Create(typed);
}

/// <summary>What was typed into a form, by the names of its fields.</summary>
public sealed record FormValues(IReadOnlyDictionary<string, string[]> Fields)
{
    /// <summary>The field that says whose form it is.</summary>
    public const string By = "by";

    /// <summary>A form that nobody has filled in.</summary>
    public static FormValues None { get; } = new(new Dictionary<string, string[]>());

    /// <summary>The field of a member. Never by the member's name alone: one that is called method would hide the form's own method from scripts.</summary>
    public static string NameOf(string member) => $"data.{member}";

    /// <summary>Those of a request.</summary>
    public static async Task<FormValues> Of(HttpRequest request) => new((await request.ReadFormAsync()).ToDictionary(field => field.Key, field => field.Value.OfType<string>().ToArray()));

    /// <summary>What was typed into a field, without the spaces around it.</summary>
    public string One(string name) => Fields.GetValueOrDefault(name) is [var one, ..] ? one.Trim() : "";

    /// <summary>What was chosen of several, or typed into one field with spaces or commas between.</summary>
    public IReadOnlyList<string> All(EventMember member) => member.Choices.Count > 0 ? Fields.GetValueOrDefault(NameOf(member.Name)) ?? []
        : One(NameOf(member.Name)).Split([' ', '　', ',', '、', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether one of several is chosen.</summary>
    public bool Has(string name, string code) => Fields.GetValueOrDefault(name)?.Contains(code) is true;
}
