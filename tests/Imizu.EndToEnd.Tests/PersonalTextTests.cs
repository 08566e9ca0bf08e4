using System.Net;
using Imizu.Operations.Loading;
using Xunit;

namespace Imizu.EndToEnd.Tests;

/// <summary>A text that looks personal is recorded only when somebody has looked at it once more.</summary>
[Collection(nameof(StackFixture))]
public sealed class PersonalTextTests(StackFixture stack)
{
    private const string Briefing = """{"on":"2025-05-01","content":"申込みは0766-51-6666まで"}""";

    private readonly string _path = $"/collaboration/{Guid.NewGuid()}/briefings";

    private Task<Reply> Sent(params (string, string)[] headers) => stack.Send(Services.CommunityBuilding, _path, Briefing, "test", headers);

    [Fact]
    public async Task It_is_held_back_by_its_field_without_being_repeated_and_recorded_with_a_warning_once_confirmed()
    {
        var held = await Sent();
        Assert.Equal(HttpStatusCode.Conflict, held.Status);
        Assert.Equal(["content"], held.Fields);
        Assert.DoesNotContain("51-6666", held.Body, StringComparison.Ordinal);

        var confirmed = await Sent(("Imizu-Confirmed", "personal"));
        Assert.Equal((HttpStatusCode.Created, "\"1\""), (confirmed.Status, confirmed.ETag));
        Assert.Contains("\"warnings\":[{\"field\":\"content\"", confirmed.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confirmation_of_something_else_is_none() => Assert.Equal(["Imizu-Confirmed"], (await Sent(("Imizu-Confirmed", "yes"))).Fields);
}
