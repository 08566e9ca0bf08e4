using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.EventStreams.Tests;

/// <summary>A text that should never have been recorded, erased at its service.</summary>
public sealed class RedactionTests(TestServers servers) : IAsyncLifetime
{
    private const string Name = "射水太郎", Outline = $$"""{"on":"2025-03-01","fiscalYear":2024,"text":"{{Name}}さんが就労した。"}""";

    private readonly string _case = $"/cases/{Guid.NewGuid()}";
    private string _database = "", _broker = "";
    private ServiceProcess _service = null!;
    private Guid _receipt, _outline;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_database, _broker) = (await servers.NewDatabase(), await servers.NewBroker());
        _service = await ServiceProcess.Start("Imizu.Consultation", _database, _broker, Cancelled);
        _receipt = await Recorded("receipt", """{"on":"2024-05-01","route":"family"}""");
        await Recorded("household", """{"on":"2024-05-02","type":"singlePerson"}""");
        await Recorded("plan", """{"on":"2024-05-03"}""");
        _outline = await Recorded("outline", Outline, "once");
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private async Task<(HttpStatusCode Status, JsonElement Body)> Send(string what, string json, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_case}/{what}") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }
        using var answer = await _service.Http.SendAsync(request, Cancelled);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancelled)));
    }

    private async Task<Guid> Recorded(string what, string json, string? key = null)
    {
        var (status, body) = await Send(what, json, key);
        Assert.True(status == HttpStatusCode.Created, $"{what}: {body}");
        return body.GetProperty("entries")[0].GetProperty("id").GetGuid();
    }

    private Task<Guid> Redact(Guid entry) => Recorded($"entries/{entry}/redaction", """{"reason":"personalData"}""");

    private static async Task<ControlTotals> Totals(ServiceProcess service, string query = "") =>
        (await service.Http.GetFromJsonAsync<ControlTotals>($"/control-totals{query}", ContractJson.Options, Cancelled))!;

    /// <summary>The feed from its beginning, once it has so many.</summary>
    private async Task<List<EventEnvelope>> Feed(int count) => await Eventually.Seen(
        async () => (await _service.Http.GetFromJsonAsync<List<EventEnvelope>>("/events", ContractJson.Options, Cancelled))!, feed => feed.Count == count, $"{count} events");

    [Fact]
    public async Task An_erased_text_is_nowhere_in_the_database_and_the_feed_says_what_was_erased()
    {
        await using var follower = await Follower.Start(_broker, "jp.imizu.consultation.text-redacted.#");
        var before = await Feed(4);
        Assert.Equal((HttpStatusCode.OK, 0), await Send("outline", Outline, "twice") is var same ? (same.Status, same.Body.GetProperty("entries").GetArrayLength()) : default);
        Assert.NotEmpty(await TablesWith(Name));

        await Redact(_outline);
        Assert.Empty(await TablesWith(Name));
        var feed = await Feed(5);
        Assert.Equal(WrittenText.Erased, feed[3].Data.GetProperty("text").GetString());
        Assert.Equal(before[..3].Select(CanonicalEvent.BytesOf), feed[..3].Select(CanonicalEvent.BytesOf));
        Assert.Equal(before[3] with { Data = default }, feed[3] with { Data = default });
        Assert.Equivalent(new ConsultationTextRedacted(_outline, feed[3].Position, ["text"], RedactionReason.PersonalData), feed[4].Decode(), strict: true);
        await follower.Until(1);
        Assert.DoesNotContain(Name, await _service.Http.GetStringAsync(_case, Cancelled), StringComparison.Ordinal);
        Assert.DoesNotContain(Name, _service.Console, StringComparison.Ordinal);

        // Its request is not taken for a new one, and says nothing of the text.
        foreach (var key in (string[])["once", "twice"])
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send("outline", Outline, key)).Status);
        }
        Assert.Equal(HttpStatusCode.OK, (await Send($"entries/{_outline}/redaction", """{"reason":"confidential"}""")).Status);
        Assert.Equal(5, (await Feed(5)).Count);
    }

    [Fact]
    public async Task Totals_that_another_process_has_counted_are_those_without_the_text_and_name_what_was_erased_since()
    {
        await using var other = await ServiceProcess.Start("Imizu.Consultation", _database, _broker, Cancelled);
        var before = await Feed(4);
        var old = await Totals(other, $"?upTo={before[3].Position}");
        Assert.Equal(ControlTotals.None(old.Source).With(before).Hash, old.Hash);
        Assert.Null(old.ErasedSince);

        await Redact(_outline);
        var feed = await Feed(5);
        foreach (var process in (ServiceProcess[])[_service, other])
        {
            var all = await Totals(process, $"?upTo={feed[4].Position}");
            Assert.Equal((ControlTotals.None(old.Source).With(feed).Hash, (IReadOnlyList<ErasedTexts>?)null), (all.Hash, all.ErasedSince));
            var upTo = await Totals(process, $"?upTo={before[3].Position}");
            Assert.NotEqual(old.Hash, upTo.Hash);
            // Who has yet to hear of it has the same without the text.
            var erased = Assert.Single(upTo.ErasedSince!);
            Assert.Equal(before[3].Position, erased.Position);
            Assert.Equal(["text"], erased.Members);
            var without = before.Select(e => e.Position == erased.Position ? e with { Data = WrittenText.Erase(e.Data, erased.Members) } : e);
            Assert.True(ControlTotals.None(old.Source).With(without).IsSameAs(upTo));
            Assert.Null((await Totals(process, $"?upTo={before[2].Position}")).ErasedSince);
        }
    }

    [Fact]
    public async Task What_is_recorded_after_a_redaction_is_decided_as_ever()
    {
        await Redact(_outline);
        var right = await Recorded($"outline/{_outline}/correction", Outline.Replace(Name, "本人", StringComparison.Ordinal));
        await Recorded("support-start", """{"on":"2025-03-02"}""");
        await Redact(right);
        await Recorded($"entries/{right}/retraction", """{"reason":"wrongContent"}""");
        await Recorded($"receipt/{_receipt}/correction", """{"on":"2024-04-30","route":"family"}""");
    }

    [Fact]
    public async Task A_retracted_entry_and_one_that_was_corrected_can_be_erased()
    {
        var right = await Recorded($"outline/{_outline}/correction", Outline.Replace("2025-03-01", "2025-03-02", StringComparison.Ordinal));
        await Recorded($"entries/{right}/retraction", """{"reason":"wrongContent"}""");
        await Redact(_outline);
        Assert.NotEmpty(await TablesWith(Name));
        await Redact(right);
        Assert.Empty(await TablesWith(Name));
    }

    [Fact]
    public async Task What_cannot_be_erased_is_answered_by_the_name_of_its_field()
    {
        Assert.Equal((HttpStatusCode.Conflict, "entryId"), await Refused(Guid.NewGuid(), """{"reason":"personalData"}"""));
        Assert.Equal((HttpStatusCode.Conflict, "entryId"), await Refused(_receipt, """{"reason":"personalData"}"""));
        Assert.Equal((HttpStatusCode.BadRequest, "reason"), await Refused(_outline, """{"reason":"because"}"""));
        Assert.Equal((HttpStatusCode.BadRequest, "reason"), await Refused(_outline, "{}"));
        Assert.Equal((HttpStatusCode.Conflict, "entryId"), await Refused(await Redact(_outline), """{"reason":"personalData"}"""));

        async Task<(HttpStatusCode, string)> Refused(Guid entry, string json) => await Send($"entries/{entry}/redaction", json) is var (status, body)
            ? (status, body.GetProperty("errors").EnumerateObject().Single().Name) : default;
    }

    private Task<IReadOnlyList<string>> TablesWith(string text) => DatabaseSearch.TablesWith(_database, text, Cancelled);
}
