using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.FiscalYears;
using Imizu.Contracts.Reports;
using Imizu.Operations.Loading;
using Xunit;

namespace Imizu.EndToEnd.Tests;

/// <summary>What was recorded wrong is put right in its place, in every kind of stream.</summary>
[Collection(nameof(StackFixture))]
public sealed class CorrectionTests(StackFixture stack)
{
    private const int Year = 2012, NextYear = 2013;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private async Task<KeptStream> History(string service, string path) =>
        (await stack.Http.GetFromJsonAsync<KeptStream>(new Uri(stack.Stack.Services[service], path), ContractJson.Options, Cancelled))!;

    private async Task<Guid> Recorded(string path, string json)
    {
        var reply = await stack.Send(Services.Consultation, path, json);
        Assert.True(reply.Status == HttpStatusCode.Created, reply.Body);
        return reply.Entries[0];
    }

    [Fact]
    public async Task Every_type_of_entry_is_corrected_in_its_place_and_all_that_stand_on_it_stay()
    {
        foreach (var life in Lives.All)
        {
            foreach (var entry in life.Entries)
            {
                var reply = await stack.Send(life.Service, $"{life.Path}/{entry.What}", entry.Json);
                Assert.True(reply.Status == HttpStatusCode.Created, $"{life.Path}/{entry.What}: {reply.Body}");
            }
        }
        var corrected = new HashSet<string>();
        foreach (var life in Lives.All)
        {
            var before = (await History(life.Service, life.Path)).Entries;
            foreach (var (entry, wrong) in life.Entries.Zip(before))
            {
                var reply = await stack.Send(life.Service, $"{life.Path}/{entry.What}/{wrong.Id}/correction", entry.Right);
                Assert.True(reply.Status == HttpStatusCode.Created, $"{life.Path}/{entry.What}: {reply.Body}");
                corrected.Add(wrong.Type);
                var after = (await History(life.Service, life.Path)).Entries;
                Assert.Equal(reply.Entries[0], after.Single(e => e.Id == wrong.Id).ReplacedBy);
                var right = after.Single(e => e.Id == reply.Entries[0]);
                Assert.Equal((wrong.Type, wrong.Place, false), (right.Type, right.Place, right.Retracted));
                Assert.Equal(before.Select(e => e.Place), after.Where(e => !e.Retracted && !IsRetraction(e.Type)).Select(e => e.Place).Order());
            }
        }
        Assert.Equal(
            EventCatalog.All.Where(known => EventCatalog.NewestOf(known.Record) == known.Record && !IsKept(known.Record)).Select(known => known.Name).Where(name => !IsRetraction(name)).Order(StringComparer.Ordinal),
            corrected.Order(StringComparer.Ordinal));

        // An edition stays as it was approved.
        static bool IsKept(Type record) => 
            record == typeof(FiscalYearEvent.CloseRequested) || record == typeof(FiscalYearEvent.YearClosed) || record == typeof(FiscalYearEvent.CorrectionRequested) || record == typeof(FiscalYearEvent.YearCorrected);

        static bool IsRetraction(string type) => EventCatalog.RecordOf(type)! is var record && (record.IsAssignableTo(typeof(EntryRetracted)) || record.IsAssignableTo(typeof(TextRedacted)));
    }

    [Fact]
    public async Task A_receipt_is_not_corrected_to_after_its_plan_which_is_named()
    {
        var path = $"/cases/{Guid.NewGuid()}";
        var receipt = await Recorded($"{path}/receipt", """{"on":"2012-05-01","route":"family"}""");
        var plan = await Recorded($"{path}/plan", """{"on":"2012-06-01"}""");
        var reply = await stack.Send(Services.Consultation, $"{path}/receipt/{receipt}/correction", """{"on":"平成24年6月2日","route":"family"}""");
        Assert.Equal(HttpStatusCode.Conflict, reply.Status);
        Assert.Equal(["on"], reply.Fields);
        Assert.Contains($"「支援プランの作成」の記録（2012-06-01、{plan}）", JsonElement.Parse(reply.Body).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, (await History(Services.Consultation, path)).Version);
    }

    [Fact]
    public async Task A_contact_corrected_into_the_next_year_moves_the_figures_of_both()
    {
        const string key = "consultation/contacts-by-method/mail", wrong = """{"on":"2012-05-02","method":"mail","topics":["other"]}""", right = """{"on":"2013-05-02","method":"mail","topics":["other"]}""";
        var path = $"/cases/{Guid.NewGuid()}";
        await Recorded($"{path}/receipt", """{"on":"2012-05-01","route":"family"}""");
        var contact = await Recorded($"{path}/contacts", wrong);
        await stack.ReportOnce(Year, report => report.Value(key) == 1);

        var reply = await stack.Send(Services.Consultation, $"{path}/contacts/{contact}/correction", right, "test", ("Idempotency-Key", "right"));
        Assert.Equal((HttpStatusCode.Created, "\"4\""), (reply.Status, reply.ETag));
        Assert.Equal(reply, await stack.Send(Services.Consultation, $"{path}/contacts/{contact}/correction", right, "test", ("Idempotency-Key", "right")));
        await stack.ReportOnce(Year, report => report.Value(key) == 0);
        await stack.ReportOnce(NextYear, report => report.Value(key) == 1);

        var newer = reply.Entries[0];
        var evidence = await stack.Http.GetFromJsonAsync<CellEvidence>(new Uri(stack.Stack.Services[Services.Projection], $"/reports/{Year}/cells/{key}/evidence"), ContractJson.Options, Cancelled);
        var missed = Assert.Single(evidence!.NearMisses.Items, miss => miss.Event.Id == contact);
        Assert.Equal((NearMissReason.Corrected, "訂正された", newer, RetractionReason.WrongDate), (missed.Reason, missed.Because, missed.Retraction!.ReplacedBy, missed.Retraction.Reason));
        // Whatever moment is asked for, one of the two counts.
        var entries = (await History(Services.Consultation, path)).Entries;
        Assert.Equal(entries.Single(entry => entry.Id == newer).Time, missed.Retraction.At);

        var same = await stack.Send(Services.Consultation, $"{path}/contacts/{newer}/correction", right);
        Assert.Equal((HttpStatusCode.OK, 0), (same.Status, same.Entries.Count));
        var again = await stack.Send(Services.Consultation, $"{path}/contacts/{contact}/correction", wrong);
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains($"{newer}", JsonElement.Parse(again.Body).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await stack.Send(Services.Consultation, $"{path}/contacts/{newer}/correction", wrong, "test", ("If-Match", "\"3\""))).Status);
        Assert.Equal(["purpose"], (await stack.Send(Services.Consultation, $"{path}/contacts/{newer}/correction", wrong.Replace("}", ",\"purpose\":1}", StringComparison.Ordinal))).Fields);
    }

    /// <summary>A stream as its service shows it.</summary>
    private sealed record KeptStream(long Version, IReadOnlyList<KeptEntry> Entries);

    private sealed record KeptEntry(Guid Id, string Type, DateTimeOffset Time, bool Retracted, Guid? ReplacedBy, long Place);
}
