using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Contracts.Access;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.ServiceDefaults.Tests.Access;

/// <summary>Support conferences (Social Welfare Act art. 106-6) are there for who took part, for who recorded them, and for auditors.</summary>
public sealed class ConferencesTests(TestServers servers) : IAsyncLifetime
{
    private ServiceProcess _service = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await ServiceProcess.Start("Imizu.Consultation", await servers.NewDatabase(), await servers.NewBroker(), Cancelled);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_support_conference_is_shown_to_those_who_took_part_and_to_auditors_also_after_it_was_taken_back()
    {
        var path = $"/conferences/{Guid.NewGuid()}";
        using var recorded = await _service.As("staff-07", Role.RecorderConsultation).PostAsJsonAsync($"{path}/holding", new { on = "2024-05-01", kind = "supportConference", cases = Array.Empty<Guid>(), attendees = new[] { "staff-08" } }, Cancelled);
        Assert.Equal(HttpStatusCode.Created, recorded.StatusCode);
        var entry = (await recorded.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("entries")[0].GetProperty("id").GetGuid();
        await IsShownToThem();
        // Neither by a refusal of what differs, nor by taking it back.
        Assert.Equal(HttpStatusCode.NotFound, await Post("staff-09", $"{path}/holding", new { on = "2024-05-02", kind = "supportConference", cases = Array.Empty<Guid>() }));
        Assert.Equal(HttpStatusCode.NotFound, await Post("staff-09", $"{path}/entries/{entry}/retraction", new { reason = "enteredTwice" }));

        Assert.Equal(HttpStatusCode.Created, await Post("staff-07", $"{path}/entries/{entry}/retraction", new { reason = "enteredTwice" }));
        await IsShownToThem();

        // What was taken back is in no list.
        Assert.Equal(0, await Listed("staff-07", Role.RecorderConsultation));

        async Task IsShownToThem() => Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.Forbidden),
            (await Get("staff-07", Role.RecorderConsultation, path), await Get("staff-08", Role.RecorderOutreach, path), await Get("staff-99", Role.Auditor, path),
                await Get("staff-09", Role.RecorderConsultation, path), await Get("staff-10", Role.RecorderOutreach, path), await Get("staff-11", Role.Operator, path)));
    }

    [Fact]
    public async Task Who_was_named_by_mistake_sees_it_no_longer_once_that_is_corrected()
    {
        var path = $"/conferences/{Guid.NewGuid()}";
        object Held(string attendee) => new { on = "2024-05-01", kind = "supportConference", cases = Array.Empty<Guid>(), attendees = new[] { attendee } };
        using var recorded = await _service.As("staff-07", Role.RecorderConsultation).PostAsJsonAsync($"{path}/holding", Held("staff-80"), Cancelled);
        var entry = (await recorded.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("entries")[0].GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.OK, await Get("staff-80", Role.RecorderOutreach, path));

        Assert.Equal(HttpStatusCode.Created, await Post("staff-07", $"{path}/holding/{entry}/correction", Held("staff-08")));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (await Get("staff-80", Role.RecorderOutreach, path), await Get("STAFF-08", Role.RecorderOutreach, path)));
    }

    [Fact]
    public async Task An_individual_conference_is_shown_to_who_records_at_the_desk()
    {
        var (held, path) = ($"/cases/{Guid.NewGuid()}", $"/conferences/{Guid.NewGuid()}");
        await Post("staff-07", $"{held}/receipt", new { on = "2024-05-01", route = "family" });
        await Post("staff-07", $"{held}/consent", new { on = "2024-05-01" });
        Assert.Equal(HttpStatusCode.Created, await Post("staff-07", $"{path}/holding", new { on = "2024-05-02", kind = "individualSupport", cases = new[] { held["/cases/".Length..] } }));

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound),
            (await Get("staff-09", Role.RecorderConsultation, path), await Get("staff-99", Role.Auditor, path), await Get("staff-08", Role.RecorderOutreach, path)));
    }

    [Fact]
    public async Task Lists_have_the_conferences_that_somebody_may_see_and_no_others()
    {
        var held = $"/cases/{Guid.NewGuid()}";
        await Post("staff-07", $"{held}/receipt", new { on = "2024-05-01", route = "family" });
        await Post("staff-07", $"{held}/consent", new { on = "2024-05-01" });
        await Post("staff-07", $"/conferences/{Guid.NewGuid()}/holding", new { on = "2024-05-02", kind = "individualSupport", cases = new[] { held["/cases/".Length..] } });
        await Post("staff-07", $"/conferences/{Guid.NewGuid()}/holding", new { on = "2024-05-03", kind = "supportConference", cases = Array.Empty<Guid>(), attendees = new[] { "Staff-08" } });

        Assert.Equal(
            (2, 1, 1, 2, 0),
            (await Listed("staff-07", Role.RecorderConsultation), await Listed("staff-09", Role.RecorderConsultation), await Listed("staff-08", Role.RecorderOutreach),
                await Listed("staff-99", Role.Auditor), await Listed("staff-10", Role.RecorderOutreach)));
        Assert.Equal((1, 0), (await Listed("staff-07", Role.RecorderConsultation, "?type=supportConference"), await Listed("staff-09", Role.RecorderConsultation, "?type=supportConference")));
        Assert.Equal((1, 0), (await Listed("staff-07", Role.RecorderConsultation, "?search=R6-002"), await Listed("staff-09", Role.RecorderConsultation, "?search=R6-002")));
    }

    private async Task<int> Listed(string code, string role, string query = "")
    {
        var list = await _service.As(code, role).GetFromJsonAsync<JsonElement>($"/conferences{query}", Cancelled);
        Assert.Equal(list.GetProperty("total").GetInt32(), list.GetProperty("items").GetArrayLength());
        return list.GetProperty("total").GetInt32();
    }

    private async Task<HttpStatusCode> Get(string code, string role, string path)
    {
        using var answer = await _service.As(code, role).GetAsync(path, Cancelled);
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> Post(string code, string path, object body)
    {
        using var answer = await _service.As(code, Role.RecorderConsultation).PostAsJsonAsync(path, body, Cancelled);
        return answer.StatusCode;
    }
}
