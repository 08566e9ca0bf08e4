using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.EndToEnd.Tests.Counting;
using Imizu.Operations.Loading;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.EndToEnd.Tests;

/// <summary>Other years with other histories, through the same interfaces, against a count by hand.</summary>
[Collection(nameof(StackFixture))]
public sealed class AnyYearTests(StackFixture stack)
{
    private const int FirstYear = 2005, LastYear = 2008;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_report_of_any_year_of_any_history_says_what_a_count_by_hand_says()
    {
        var random = new RandomCity(seed: 20241122, FirstYear, LastYear);
        var loaded = await new HistoryLoader(stack.Stack.Services, stack.Http).LoadAsync(random.Calls, cancellationToken: Cancelled);
        await new CatchingUp(stack.Stack.Services, stack.Http).WaitAsync(FirstYear, loaded, Eventually.Patience, cancellationToken: Cancelled);
        await Compare(random.City);

        var before = Enumerable.Range(FirstYear, LastYear - FirstYear + 1).ToDictionary(year => year, year => Written(new HandCount(random.City, year).Figures()));
        var moment = await LastRecorded();
        await RetractSomeContacts(random.City, count: 25);
        await ConcludeNoMore(random.City, count: 10);
        await Compare(random.City);
        foreach (var (year, told) in before)
        {
            Assert.Equal(told, Written(HandCount.Of(await stack.Report(year, $"?asOf={Uri.EscapeDataString(moment.ToString("O"))}"))));
        }
    }

    private async Task Compare(City city)
    {
        for (var year = FirstYear - 1; year <= LastYear + 1; year++)
        {
            var expected = Written(new HandCount(city, year).Figures());
            var report = await stack.ReportOnce(year, report => Written(HandCount.Of(report)) == expected, orElse: report => Assert.Equal(expected, Written(HandCount.Of(report))));
            Assert.Equal(report.Value("consultation/contacts-by-method"), report.Cells().Where(cell => cell.Key.StartsWith("consultation/contacts-by-method/", StringComparison.Ordinal)).Sum(cell => cell.Value));
            var supported = report.Value("consultation/brought-forward") + report.Value("consultation/supports-started");
            Assert.Equal(supported, report.Value("consultation/supports-concluded") + report.Value("consultation/continuing"));
            Assert.Equal(supported, report.Value("consultation/household-types"));
        }
    }

    /// <summary>The moment by which everything of this city was recorded.</summary>
    private async Task<DateTimeOffset> LastRecorded()
    {
        var last = DateTimeOffset.MinValue;
        foreach (var service in Services.Recording)
        {
            var after = 0L;
            List<EventEnvelope> page;
            do
            {
                page = (await stack.Http.GetFromJsonAsync<List<EventEnvelope>>(
                    new Uri(stack.Stack.Services[service], $"/events?after={after}&limit=1000"), ContractJson.Options, Cancelled))!;
                last = page.Select(envelope => envelope.Time).Append(last).Max();
                after = page.Count > 0 ? page[^1].Position : after;
            }
            while (page.Count > 0);
        }
        return last;
    }

    private async Task ConcludeNoMore(City city, int count)
    {
        foreach (var life in city.Cases.Where(life => life.Concluded is not null).Take(count))
        {
            var history = await stack.Http.GetFromJsonAsync<JsonElement>(new Uri(stack.Stack.Services[Services.Consultation], $"/cases/{life.Id}"), Cancelled);
            var entry = history.GetProperty("entries").EnumerateArray().Single(e => e.GetProperty("type").GetString() == "jp.imizu.consultation.support-concluded.v1");
            var answer = await stack.Send(Services.Consultation, $"/cases/{life.Id}/entries/{entry.GetProperty("id").GetGuid()}/retraction", """{"reason":"wrongContent"}""");
            Assert.Equal(HttpStatusCode.Created, answer.Status);
            life.Concluded = null;
        }
    }

    private async Task RetractSomeContacts(City city, int count)
    {
        foreach (var life in city.Cases.Where(life => life.Contacts.Count > 0).Take(count))
        {
            var history = await stack.Http.GetFromJsonAsync<JsonElement>(new Uri(stack.Stack.Services[Services.Consultation], $"/cases/{life.Id}"), Cancelled);
            var entry = history.GetProperty("entries").EnumerateArray().Last(e => e.GetProperty("type").GetString() == "jp.imizu.consultation.contact-recorded.v1");
            var contact = entry.GetProperty("data").Deserialize<CaseEvent.ContactRecorded>(ContractJson.Options)!;
            var answer = await stack.Send(Services.Consultation, $"/cases/{life.Id}/entries/{entry.GetProperty("id").GetGuid()}/retraction", """{"reason":"wrongContent"}""");
            Assert.Equal(HttpStatusCode.Created, answer.Status);
            life.Contacts.RemoveAt(life.Contacts.FindIndex(c => c.On == contact.On && c.Method == contact.Method && c.Topics.SequenceEqual(contact.Topics)));
        }
    }

    private static string Written(SortedDictionary<string, string> figures) => string.Join('\n', figures.Select(figure => $"{figure.Key}: {figure.Value}"));
}
