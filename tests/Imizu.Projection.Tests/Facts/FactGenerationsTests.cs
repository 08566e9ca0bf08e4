using Imizu.Contracts.Consultation;
using Imizu.Projection.Facts;
using Imizu.Projection.Figures;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Projection.Tests.Facts;

public sealed class FactGenerationsTests(TestServers servers)
{
    /// <summary>A contact's topics were facts of their own: a start turns them into its items, before anything is counted anew.</summary>
    [Fact]
    public async Task Facts_of_an_earlier_version_count_the_same_from_the_start_on()
    {
        await using var city = await ProjectionDatabase.Start(servers);
        var on = new DateOnly(2024, 5, 1);
        await city.Accept(
            Envelope.Of(1, 0, new CaseEvent.ContactRecorded(on, ContactMethod.Telephone, [ContactTopic.Other, ContactTopic.FamilyRelations])),
            Envelope.Of(2, 1, new CaseEvent.ContactRecorded(on, ContactMethod.HomeVisit, [ContactTopic.Other])));
        var before = await city.Figures();
        const string Items = "select string_agg(items, ' ' order by position) from journal.facts_1 where figure = 3";
        var items = await city.Ask<string>(Items);
        await city.Execute("""
            insert into journal.facts_1 (event_id, ordinal, source, position, subject, figure, dimension, occurred, fiscal_year, weight, recorded)
                select event_id, n, source, position, subject, 4, topic, occurred, fiscal_year, weight, recorded
                from journal.facts_1, string_to_table(items, ',') with ordinality as topics (topic, n) where figure = 3;
            update journal.facts_1 set items = null;
            comment on table journal.facts_1 is '3'
            """);

        await FactGenerations.SetUp(city.Source, ProjectionDatabase.Cancelled);

        Assert.Equal(2, before.Value("consultation/contacts-by-topic/other"));
        Assert.Equal(before.Cells, (await city.Figures()).Cells);
        Assert.Equal(items, await city.Ask<string>(Items));
        Assert.True(await FactGenerations.LiveVersion(city.Source, ProjectionDatabase.Cancelled) < FigureCatalog.Version);
    }
}
