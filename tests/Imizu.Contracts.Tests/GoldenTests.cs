using System.Text.Json;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.FiscalYears;
using Xunit;

namespace Imizu.Contracts.Tests;

/// <summary>What was stored once is read for ever: the form of each event is kept in <c>Golden/{event type}.json</c>.</summary>
public sealed class GoldenTests
{
    private static readonly JsonSerializerOptions Indented = new(ContractJson.Options) { WriteIndented = true, NewLine = "\n" };

    public static TheoryData<string> EventTypes => [.. EventCatalog.All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void An_event_has_one_example(string eventType) =>
        Assert.Single(Examples.All, example => example.GetType() == EventCatalog.RecordOf(eventType));

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void An_event_is_written_as_it_always_was(string eventType)
    {
        var written = JsonSerializer.Serialize(Example(eventType), EventCatalog.RecordOf(eventType)!, Indented);
        var golden = BuiltIn.Read($"golden/{eventType}");

        Assert.True(golden is not null, $"Golden/{eventType}.json is missing. If this event is new, add it with:\n{written}");
        Assert.True(golden.TrimEnd() == written,
            $"""
            {eventType} is written otherwise than it is stored and published. Do not change its golden file: leave the record as it was,
            and add a new record whose name ends in .v2 instead.
            Stored:
            {golden}
            Written:
            {written}
            """);
    }

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void An_event_is_read_as_it_was_written(string eventType)
    {
        var golden = BuiltIn.Read($"golden/{eventType}");
        Assert.True(golden is not null, $"Golden/{eventType}.json is missing.");

        object? read = null;
        var unreadable = Record.Exception(() => read = JsonSerializer.Deserialize(golden, EventCatalog.RecordOf(eventType)!, ContractJson.Options));

        Assert.True(unreadable is null, $"{eventType} can no longer be read as it is stored; add a .v2 instead. {unreadable?.Message}");
        Assert.Equivalent(Example(eventType), read, strict: true);
    }

    /// <summary>Its golden file is from before it could say so: where it does not, nothing is written.</summary>
    [Fact]
    public void A_case_that_follows_an_earlier_one_says_so()
    {
        var returned = new CaseEvent.Received(new DateOnly(2024, 4, 1), ReferralRoute.Person, Guid.Empty);
        var written = JsonSerializer.Serialize(returned, ContractJson.Options);
        Assert.Equal("""{"on":"2024-04-01","route":"person","follows":"00000000-0000-0000-0000-000000000000"}""", written);
        Assert.Equal(returned, JsonSerializer.Deserialize<CaseEvent.Received>(written, ContractJson.Options));
    }

    /// <summary>As above.</summary>
    [Fact]
    public void A_close_that_was_asked_for_says_by_whom()
    {
        var closed = new FiscalYearEvent.YearClosed(2024, 1, "9f", "staff-1", "staff-2");
        var written = JsonSerializer.Serialize(closed, ContractJson.Options);
        Assert.Equal("""{"fiscalYear":2024,"edition":1,"hash":"9f","approvedBy":"staff-1","requestedBy":"staff-2"}""", written);
        Assert.Equal(closed, JsonSerializer.Deserialize<FiscalYearEvent.YearClosed>(written, ContractJson.Options));
    }

    [Fact]
    public void A_retraction_that_corrects_names_what_counts_instead_and_where()
    {
        const string written = """{"replacedBy":"0198c1d2-0000-7000-8000-000000000002","place":"7","entryId":"0198c1d2-0000-7000-8000-000000000001","reason":"wrongDate"}""";
        var read = JsonSerializer.Deserialize<Consultation.ConsultationEntryRetracted>(written, ContractJson.Options)!;
        Assert.Equal((new Guid("0198c1d2-0000-7000-8000-000000000002"), 7L), (read.ReplacedBy, read.Place));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(written), JsonSerializer.SerializeToElement(read, ContractJson.Options)));
    }

    [Fact]
    public void No_golden_file_is_left_over() =>
        Assert.Empty(BuiltIn.Names.Where(name => name.StartsWith("golden/", StringComparison.Ordinal))
            .Select(name => name["golden/".Length..]).Except(EventCatalog.All.Select(entry => entry.Name)));

    [Fact]
    public void Every_example_is_a_published_event() => Assert.All(Examples.All, example => EventCatalog.NameOf(example.GetType()));

    private static object Example(string eventType) => Examples.All.Single(example => example.GetType() == EventCatalog.RecordOf(eventType));
}
