using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Operations.Loading;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.EndToEnd.Tests;

/// <summary>A text that should never have been recorded is erased at its service, in the journal and in what it tells.</summary>
[Collection(nameof(StackFixture))]
public sealed class RedactionTests(StackFixture stack)
{
    private const string Name = "射水次郎", Year = "/fiscal-years/2009";

    private const string Case = "/cases/0198c1d2-0000-7000-8000-0000000e0001";

    /// <summary>An entry of each type that has texts, and what it stands on. Each text has the name in it.</summary>
    private static readonly (string Service, string Path, string What, string Json)[] Entries =
    [
        (Services.Consultation, "/partners/redacted", "registration", """{"on":"2009-04-01","name":"@","group":"agency","order":9}"""),
        (Services.Consultation, Case, "receipt", """{"on":"2009-05-01","route":"family"}"""),
        (Services.Consultation, Case, "outline", """{"on":"2010-03-01","fiscalYear":2009,"text":"@"}"""),
        (Services.Participation, Stream("resources", 2), "registration", """{"on":"2009-04-01","kind":"safePlace","name":"@"}"""),
        (Services.Participation, Stream("resources", 3), "exit-place", """{"on":"2009-04-01","kind":"workExperience","name":"@"}"""),
        (Services.Participation, Stream("agencies", 4), "joining", """{"on":"2009-04-01","name":"@"}"""),
        (Services.Participation, Stream("exchange-meetings", 5), "holding",
            """{"on":"2009-05-01","from":"13:30","to":"15:00","name":"@","purpose":"@","venue":"@","content":"@","participants":[{"field":"disability","count":3}]}"""),
        (Services.CommunityBuilding, Stream("projects", 6), "commission", """{"on":"2009-04-01","contractor":"@","project":"@","content":"@","attendance":"use"}"""),
        (Services.CommunityBuilding, Stream("projects", 6), "sessions", """{"on":"2009-05-01","attendances":12}"""),
        (Services.CommunityBuilding, Stream("bases", 7), "opening", """{"on":"2009-04-01","name":"@"}"""),
        (Services.CommunityBuilding, Stream("collaboration", 8), "briefings", """{"on":"2009-05-01","content":"@"}"""),
        (Services.CommunityBuilding, Stream("collaboration", 9), "councils", """{"on":"2009-05-01","council":"promotion","matters":"@"}"""),
        (Services.CommunityBuilding, Stream("collaboration", 10), "working-environment", """{"on":"2009-05-01","programme":"@","content":"@"}"""),
        (Services.CommunityBuilding, "/measures/redacted", "registration", """{"on":"2009-04-01","programme":"@","measure":"@","unit":"@","kind":"flow","table":"relatedProject","order":9}"""),
        (Services.Projection, Year, "targets", """{"indicator":"plansCreated","target":3}"""),
        (Services.Projection, Year, "evaluations", """{"indicator":"plansCreated","evaluation":"reached","reason":"@"}"""),
        (Services.Projection, Year, "commentary", """{"part":"outreachGoal","text":"@"}"""),
        (Services.Projection, Year, "closing/request", "{}"),
        (Services.Projection, Year, "closing", "{}"),
        (Services.Projection, Year, "editions", """{"reason":"@","revisesPlan":true}"""),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static string Stream(string collection, int number) => $"/{collection}/0198c1d2-0000-7000-8000-0000000e{number:x4}";

    [Fact]
    public async Task Every_text_of_every_type_of_entry_is_erased_wherever_it_is_kept_but_in_the_edition_that_was_approved_with_it()
    {
        foreach (var (service, path, what, json) in Entries)
        {
            if (what == "closing")
            {
                await stack.ReportOnce(2009, report => JsonSerializer.Serialize(report, ContractJson.Options) is var told && told.Split(Name).Length > 8);
            }
            var reply = await stack.SendOnceCounted(service, $"{path}/{what}", json.Replace("@", Name, StringComparison.Ordinal), what == "closing" ? "approver" : "test", ("Idempotency-Key", $"redaction:{path}/{what}"));
            Assert.True(reply.Status == HttpStatusCode.Created, $"{path}/{what}: {reply.Body}");
        }

        var erased = new HashSet<string>();
        foreach (var (service, path) in Entries.Select(entry => (entry.Service, entry.Path)).Distinct())
        {
            foreach (var entry in (await History(service, path)).Where(entry => entry.Data.GetRawText().Contains(Name, StringComparison.Ordinal)))
            {
                var reply = await stack.Send(service, $"{path}/entries/{entry.Id}/redaction", """{"reason":"personalData"}""");
                Assert.True(reply.Status == HttpStatusCode.Created, $"{path}: {reply.Body}");
                erased.Add(entry.Type);
                var left = (await History(service, path)).Single(now => now.Id == entry.Id).Data;
                Assert.Equal(entry.Data.GetRawText().Replace(Name, WrittenText.Erased, StringComparison.Ordinal), left.GetRawText());
            }
        }
        Assert.Equal(
            EventCatalog.All.Where(known => known.Record.GetProperties().Any(member => member.IsDefined(typeof(TextAttribute), inherit: false))).Select(known => known.Name),
            erased.Order(StringComparer.Ordinal));

        foreach (var service in Services.Recording)
        {
            Assert.Empty(await DatabaseSearch.TablesWith(stack.Stack.DatabaseOf(service), Name, Cancelled));
        }
        await Eventually.Seen(
            () => DatabaseSearch.TablesWith(stack.Stack.DatabaseOf(Services.Projection), Name, Cancelled), tables => tables is ["journal.editions"],
            "the name is in the edition only", tables => string.Join(", ", tables));
        foreach (var query in (string[])["", $"?asOf={DateTimeOffset.UtcNow.AddSeconds(-1):yyyy-MM-ddTHH:mm:ssZ}"])
        {
            Assert.DoesNotContain(Name, JsonSerializer.Serialize(await stack.Report(2009, query), ContractJson.Options), StringComparison.Ordinal);
        }

        // A further edition is due, and says it no more.
        var due = await stack.Http.GetStringAsync(new Uri(stack.Stack.Services[Services.Projection], $"{Year}/editions/1/differences?with=now"), Cancelled);
        Assert.Contains(WrittenText.Erased, due, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await stack.SendOnceCounted(Services.Projection, $"{Year}/editions/approval", "{}", "somebody-else")).Status);
        var further = await stack.Http.GetStringAsync(new Uri(stack.Stack.Services[Services.Projection], $"{Year}/editions/2"), Cancelled);
        Assert.Contains(WrittenText.Erased, further, StringComparison.Ordinal);
        Assert.DoesNotContain(Name, further, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<Kept>> History(string service, string path) =>
        (await stack.Http.GetFromJsonAsync<KeptStream>(new Uri(stack.Stack.Services[service], path), ContractJson.Options, Cancelled))!.Entries;

    private sealed record KeptStream(IReadOnlyList<Kept> Entries);

    private sealed record Kept(Guid Id, string Type, JsonElement Data);
}
