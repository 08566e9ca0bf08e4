using System.Text.Json.Nodes;
using Imizu.Operations.Loading;

namespace Imizu.EndToEnd.Tests;

/// <summary>A stream of every kind from beginning to end, in fiscal 2023, with every type of entry in one of them.</summary>
internal static class Lives
{
    private const string Case = "0198c1d2-0000-7000-8000-0000000d0001", Closed = "0198c1d2-0000-7000-8000-0000000d0002", Place = "0198c1d2-0000-7000-8000-0000000d0003";

    private static string Stream(string collection, int number) => $"/{collection}/0198c1d2-0000-7000-8000-0000000d{number:x4}";

    public static IReadOnlyList<Life> All { get; } =
    [
        new(Services.Consultation, "/partners/corrected", new("registration", """{"on":"2023-04-01","name":"訂正先","group":"agency","order":1}"""), new("withdrawal", """{"on":"2024-03-01"}""")),
        new(Services.Consultation, $"/cases/{Case}",
            new("receipt", """{"on":"2023-05-01","route":"family"}"""), new("household", """{"on":"2023-05-04","type":"singlePerson"}"""),
            new("contacts", """{"on":"2023-05-07","method":"telephone","topics":["other"]}"""), new("partners", """{"on":"2023-05-10","partner":"corrected"}"""),
            new("consent", """{"on":"2023-05-13"}"""), new("plan", """{"on":"2023-05-16"}"""), new("plan-revisions", """{"on":"2023-05-19"}"""), new("support-start", """{"on":"2023-05-22"}"""),
            new("consent-withdrawal", """{"on":"2023-08-01"}"""), new("support-conclusion", """{"on":"2023-09-01","reason":"resolved"}"""),
            new("outline", """{"on":"2024-03-01","fiscalYear":2023,"text":"就労につながった。"}""")),
        new(Services.Consultation, $"/cases/{Closed}", new("receipt", """{"on":"2023-05-01","route":"person"}"""), new("closing-without-plan", """{"on":"2023-06-01","reason":"other"}""")),
        new(Services.Consultation, Stream("conferences", 4), new Entry("holding", $$"""{"on":"2023-06-01","kind":"individualSupport","cases":["{{Case}}"]}""")),
        new(Services.Consultation, Stream("conferences", 5), new Entry("holding", """{"on":"2023-06-01","kind":"supportConference","cases":[]}""")),
        new(Services.Outreach, Stream("targets", 6),
            new("identification", """{"on":"2023-05-01","source":"agency"}"""), new("contacts", """{"on":"2023-05-04","method":"visit","met":true}"""), new("plan", """{"on":"2023-05-07"}"""),
            new("connection-to-consultation", $$"""{"on":"2023-05-10","caseId":"{{Case}}"}"""), new("ending", """{"on":"2023-05-13","reason":"other"}""")),
        new(Services.Participation, $"/resources/{Place}", new("registration", """{"on":"2023-04-01","kind":"safePlace","name":"居場所"}"""), new("withdrawal", """{"on":"2024-03-01"}""")),
        new(Services.Participation, Stream("resources", 7), new Entry("exit-place", """{"on":"2023-04-01","kind":"workExperience","name":"農園"}""")),
        new(Services.Participation, Stream("participation-cases", 8),
            new("plan", """{"on":"2023-05-01"}"""), new("matches", $$"""{"on":"2023-05-04","resourceId":"{{Place}}"}"""), new("placement-start", """{"on":"2023-05-07"}"""),
            new("placement-end", """{"on":"2023-05-10","reason":"foundWork"}""")),
        new(Services.Participation, Stream("agencies", 9), new("joining", """{"on":"2023-04-01","name":"農園"}"""), new("leaving", """{"on":"2024-03-01"}""")),
        new(Services.Participation, Stream("exchange-meetings", 10), new Entry("holding",
            """{"on":"2023-05-01","from":"13:30","to":"15:00","name":"交流会","purpose":"つながる","venue":"市役所","content":"講演","participants":[{"field":"disability","count":3}]}""")),
        new(Services.CommunityBuilding, Stream("projects", 11),
            new("commission", """{"on":"2023-04-01","contractor":"団体","project":"食堂","content":"食事会","attendance":"use"}"""), new("sessions", """{"on":"2023-05-01","attendances":12}""")),
        new(Services.CommunityBuilding, Stream("bases", 12), new("opening", """{"on":"2023-04-01","name":"家"}"""), new("closing", """{"on":"2024-03-01"}""")),
        new(Services.CommunityBuilding, Stream("collaboration", 13), new Entry("briefings", """{"on":"2023-05-01","content":"説明会"}""")),
        new(Services.CommunityBuilding, Stream("collaboration", 14), new Entry("councils", """{"on":"2023-05-01","council":"promotion","matters":"評価"}""")),
        new(Services.CommunityBuilding, Stream("collaboration", 15), new Entry("working-environment", """{"on":"2023-05-01","programme":"結ネット","content":"電子化"}""")),
        new(Services.CommunityBuilding, "/measures/corrected",
            new("registration", """{"on":"2023-04-01","programme":"分野","measure":"訂正","unit":"件","kind":"flow","table":"relatedProject","order":1}"""),
            new("tallies", """{"from":"2023-04-01","to":"2023-04-30","value":7}""", """{"from":"2023-04-01","to":"2023-04-30","value":8}""")),
        new(Services.Projection, "/fiscal-years/2023",
            new("targets", """{"indicator":"plansCreated","target":30}""", """{"indicator":"plansCreated","target":31}"""),
            new("evaluations", """{"indicator":"plansCreated","evaluation":"reached","reason":"概ね達成"}""", """{"indicator":"plansCreated","evaluation":"notReached","reason":"未達成"}"""),
            new("commentary", """{"part":"outreachGoal","text":"つながる。"}""", """{"part":"outreachGoal","text":"つながり続ける。"}""")),
    ];

    /// <summary>A stream, and what is recorded in it.</summary>
    internal sealed record Life(string Service, string Path, params Entry[] Entries);

    /// <summary>What is recorded where, and what it is corrected to: the same of the day after, unless that is said.</summary>
    internal sealed record Entry(string What, string Json, string? Said = null)
    {
        public string Right => Said ?? NextDay();

        private string NextDay()
        {
            var body = JsonNode.Parse(Json)!;
            body["on"] = $"{DateOnly.Parse(body["on"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture).AddDays(1):yyyy-MM-dd}";
            return body.ToJsonString();
        }
    }
}
