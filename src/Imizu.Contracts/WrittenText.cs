using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Imizu.Contracts;

/// <summary>A member of an event that somebody has written in words of their own, and no code: what can turn out to say what it should not.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextAttribute : Attribute;

/// <summary>The texts that events hold, and how they are erased: the same at a service, in the journal and at whoever follows.</summary>
public static class WrittenText
{
    /// <summary>What stands where a text was erased.</summary>
    public const string Erased = "［消去］";

    /// <summary>The texts of an event, by their members' names in JSON; none where it has only codes, days and numbers.</summary>
    public static IReadOnlyList<(string Member, string Text)> Of(object happened) =>
        [.. from member in happened.GetType().GetProperties()
            where member.IsDefined(typeof(TextAttribute)) && member.GetValue(happened) is string
            select (JsonNamingPolicy.CamelCase.ConvertName(member.Name), (string)member.GetValue(happened)!)];

    /// <summary>An event's data without these of its texts. What is no text stays as it is, and so does the text of numbers.</summary>
    /// <param name="data">JSON.</param>
    /// <param name="members">The texts' names.</param>
    public static JsonElement Erase(JsonElement data, IReadOnlyCollection<string> members)
    {
        if (JsonObject.Create(data) is not { } erased)
        {
            return data;
        }
        foreach (var member in members.Where(member => erased[member]?.GetValueKind() == JsonValueKind.String))
        {
            erased[member] = Erased;
        }
        return JsonSerializer.SerializeToElement(erased, ContractJson.Options);
    }
}
