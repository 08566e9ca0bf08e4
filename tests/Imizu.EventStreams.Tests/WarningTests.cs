using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>What is in doubt is recorded, and the answer says so.</summary>
public sealed class WarningTests(TestServers servers)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_contact_twice_on_a_day_is_recorded_with_a_warning()
    {
        await using var service = await ServiceProcess.Start("Imizu.Consultation", await servers.NewDatabase(), await servers.NewBroker(), Cancelled);
        var id = Guid.NewGuid();
        Assert.Empty(await Warnings(service, $"/cases/{id}/receipt", new { on = "2024-05-01", route = "family" }));

        Assert.Empty(await Warnings(service, $"/cases/{id}/contacts", new { on = "2024-05-02", method = "telephone", topics = (string[])["jobSeeking", "familyRelations"] }));
        Assert.Empty(await Warnings(service, $"/cases/{id}/contacts", new { on = "2024-05-02", method = "homeVisit", topics = (string[])["jobSeeking", "familyRelations"] }));
        var again = Assert.Single(await Warnings(service, $"/cases/{id}/contacts", new { on = "2024-05-02", method = "telephone", topics = (string[])["familyRelations", "jobSeeking"] }));
        Assert.Equal("on", again.GetProperty("field").GetString());
        Assert.Contains("すでに記録されています", again.GetProperty("because").GetString());

        Assert.Contains("\"warnings\"", await service.Http.GetStringAsync("/openapi/v1.json", Cancelled));
    }

    [Fact]
    public async Task A_request_that_is_sent_again_gets_the_same_warning()
    {
        await using var service = await ServiceProcess.Start("Imizu.Consultation", await servers.NewDatabase(), await servers.NewBroker(), Cancelled);
        var id = Guid.NewGuid();
        var contact = new { on = "2024-05-02", method = "telephone", topics = (string[])["jobSeeking"] };
        await Warnings(service, $"/cases/{id}/receipt", new { on = "2024-05-01", route = "family" });
        await Warnings(service, $"/cases/{id}/contacts", contact, "first");
        var doubted = await Warnings(service, $"/cases/{id}/contacts", contact, "second");

        Assert.Empty(await Warnings(service, $"/cases/{id}/contacts", contact, "first"));
        Assert.Equal(Assert.Single(doubted).GetRawText(), Assert.Single(await Warnings(service, $"/cases/{id}/contacts", contact, "second")).GetRawText());
    }

    private static async Task<IReadOnlyList<JsonElement>> Warnings(ServiceProcess service, string path, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }
        using var answer = await service.Http.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return [.. JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancelled)).GetProperty("warnings").EnumerateArray()];
    }
}
