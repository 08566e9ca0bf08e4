using System.Text;
using System.Text.Json;
using Xunit;

namespace Imizu.Contracts.Tests.Totals;

/// <summary>What of an event is hashed: the same wherever it is kept, and another as soon as it says something else.</summary>
public sealed class CanonicalEventTests
{
    private static readonly EventEnvelope Tallied = Stored.Envelope(7, """{"from":"2025-04-01","to":"2025-04-30","value":99.50,"by":["a","b"]}""");

    private static string Canonical(EventEnvelope envelope) => Encoding.UTF8.GetString(CanonicalEvent.BytesOf(envelope));

    private static string CanonicalData(string data)
    {
        var canonical = Canonical(Stored.Envelope(1, data));
        return canonical[(canonical.IndexOf("\"data\":", StringComparison.Ordinal) + 7)..canonical.IndexOf(",\"id\":", StringComparison.Ordinal)];
    }

    [Fact]
    public void Any_event_is_the_same_at_its_source_and_in_a_jsonb_column() =>
        Assert.All(Stored.Examples, envelope => Assert.Equal(Canonical(envelope), Canonical(envelope.ThroughJsonb())));

    [Fact]
    public void Any_events_members_are_sorted_by_name() => Assert.All(Stored.Examples, envelope =>
    {
        var names = JsonElement.Parse(Canonical(envelope)).EnumerateObject().Select(member => member.Name).ToList();
        Assert.Equal(["actor", "data", "id", "legalbasis", "position", "source", "streamversion", "subject", "time", "type"], names);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    });

    [Theory]
    [InlineData("""{"b":1,"a":{"d":[3,{"z":1,"y":2}],"c":null}}""", """{"a":{"c":null,"d":[3,{"y":2,"z":1}]},"b":1}""")]
    [InlineData("""{"aa":1,"Z":2,"b":3}""", """{"Z":2,"aa":1,"b":3}""")]
    [InlineData(""" { "a" : [ 1 , true , false ] } """, """{"a":[1,true,false]}""")]
    [InlineData("""{"a":0.10,"b":99999999999999999999.000000001,"c":-5}""", """{"a":0.10,"b":99999999999999999999.000000001,"c":-5}""")]
    [InlineData("""{"a":"\u5c31\u52b4 \/ \u003Cb\u003E \ud83d\ude00 \u007f"}""", "{\"a\":\"就労 / <b> 😀 \u007f\"}")]
    [InlineData("""{"a":"\"\\\b\t\n\f\r\u001F"}""", """{"a":"\"\\\b\t\n\f\r\u001f"}""")]
    [InlineData("{}", "{}")]
    public void Of_all_texts_for_the_same_data_one_stands(string data, string canonical) => Assert.Equal(canonical, CanonicalData(data));

    [Fact]
    public void The_same_moment_is_written_in_one_way() =>
        Assert.Equal(Canonical(Tallied), Canonical(Tallied with { Time = Tallied.Time.ToOffset(TimeSpan.FromHours(9)) }));

    [Fact]
    public void What_says_how_it_came_here_is_left_out() => Assert.Equal(Canonical(Tallied), Canonical(Tallied with
    {
        Previousposition = 3,
        Correlationid = "x",
        Causationid = "y",
        Traceparent = "z",
    }));

    public static TheoryData<string> Changed => [.. Changes.Keys];

    private static Dictionary<string, EventEnvelope> Changes { get; } = new()
    {
        ["id"] = Tallied with { Id = Guid.Empty },
        ["source"] = Tallied with { Source = "urn:imizu:outreach" },
        ["type"] = Tallied with { Type = "jp.imizu.consultation.plan-revised.v1" },
        ["subject"] = Tallied with { Subject = "case/2" },
        ["time"] = Tallied with { Time = Tallied.Time.AddMicroseconds(1) },
        ["position"] = Tallied with { Position = 8 },
        ["streamversion"] = Tallied with { Streamversion = 2 },
        ["actor"] = Tallied with { Actor = "tesT" },
        ["legalbasis"] = Tallied with { Legalbasis = LegalBasis.Outreach },
        ["no legalbasis"] = Tallied with { Legalbasis = null },
        ["a number's text"] = Tallied with { Data = JsonElement.Parse("""{"from":"2025-04-01","to":"2025-04-30","value":99.5,"by":["a","b"]}""") },
        ["an array's order"] = Tallied with { Data = JsonElement.Parse("""{"from":"2025-04-01","to":"2025-04-30","value":99.50,"by":["b","a"]}""") },
        ["a member more"] = Tallied with { Data = JsonElement.Parse("""{"from":"2025-04-01","to":"2025-04-30","value":99.50,"by":["a","b"],"c":null}""") },
    };

    [Theory, MemberData(nameof(Changed))]
    public void What_changes_an_event_changes_its_bytes(string change) => Assert.NotEqual(Canonical(Tallied), Canonical(Changes[change]));

    /// <summary>For a <c>jsonb</c> column writes their exponents otherwise, and then the two ends would differ.</summary>
    [Fact]
    public void No_event_holds_a_floating_point_number() =>
        Assert.DoesNotContain(PublishedTypes.Members, found => found.Member.PropertyType == typeof(double) || found.Member.PropertyType == typeof(float));

    [Theory]
    [InlineData("""{"on":"2024-03-31"}""", 2023)]
    [InlineData("""{"on":"2024-04-01"}""", 2024)]
    [InlineData("""{"from":"2023-04-01","to":"2025-03-31"}""", 2024)]
    [InlineData("""{"to":"2020-05-01","on":"2024-05-01"}""", 2024)]
    [InlineData("""{"on":20240501,"to":"2023-05-01"}""", 2023)]
    [InlineData("""{"on":"2024-02-30"}""", null)]
    [InlineData("""{"on":"2024-5-1"}""", null)]
    [InlineData("""{"entryId":"x","reason":"wrongDate"}""", null)]
    [InlineData("[]", null)]
    [InlineData("null", null)]
    public void An_event_is_of_the_year_in_which_it_occurred(string data, int? year) =>
        Assert.Equal(year, CanonicalEvent.YearOf(Stored.Envelope(1, data, "jp.imizu.from-the-future.v9"))?.Year);
}
