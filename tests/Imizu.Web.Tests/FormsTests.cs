using System.Text.Json;
using Imizu.Web.Recording;
using Xunit;

namespace Imizu.Web.Tests;

/// <summary>Every command of the recording services has a form, and its form has every field.</summary>
[Collection(nameof(WebFixture))]
public sealed class FormsTests(WebFixture web)
{
    // Replays are no forms, and several at once are those of imports.
    private const string NoForms = "replays", Several = "entries";

    [Theory]
    [InlineData("consultation")]
    [InlineData("outreach")]
    [InlineData("participation")]
    [InlineData("community-building")]
    [InlineData("projection")]
    public async Task Of_a_service(string service)
    {
        var api = await web.Read<JsonElement>(service, "/openapi/v1.json");
        var commands = api.GetProperty("paths").EnumerateObject().Where(path => path.Value.TryGetProperty("post", out _) && !path.Name.Contains("{entryId}", StringComparison.Ordinal))
            .Select(path => (Parts: path.Name.Trim('/').Split('/'), path.Value)).Where(command => command.Parts[0] != NoForms && command.Parts[^1] != Several)
            .Select(command => $"{command.Parts[0]}/{string.Join('/', command.Parts[2..])}: {string.Join(' ', Members(api, BodyOf(command.Value.GetProperty("post"))).Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal);
        var forms = StreamKind.All.Where(kind => kind.Service == service).SelectMany(kind => kind.Recordings.GroupBy(recording => recording.What)
            .Select(forms => $"{kind.Collection}/{forms.Key}: {string.Join(' ', forms.SelectMany(Members).Distinct().Order(StringComparer.Ordinal))}")).Order(StringComparer.Ordinal);
        Assert.Equal(commands, forms);
    }

    private static IEnumerable<string> Members(Recording.Recording recording) =>
        recording.Members.Select(member => member.Name).Concat(recording.Fixed is var (name, _) ? [name] : []);

    private static JsonElement BodyOf(JsonElement post) => post.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");

    private static IEnumerable<string> Members(JsonElement api, JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? Members(api, api.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]))
        : schema.TryGetProperty("properties", out var members) ? members.EnumerateObject().Select(member => member.Name) : [];
}
