using Imizu.Contracts;
using Imizu.Contracts.Consultation;
using Imizu.Projection.Report;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Projection.Tests.Facts;

/// <summary>Outlines from the event to the printed line.</summary>
public sealed class OutlineTests(TestServers servers)
{
    private static readonly DateOnly April10 = new(2025, 4, 10), April11 = new(2025, 4, 11);

    [Fact]
    public async Task An_outline_written_in_April_is_printed_in_the_report_of_the_year_that_is_over()
    {
        await using var database = await ProjectionDatabase.Start(servers);
        object[] written =
        [
            new CaseEvent.OutlineWritten(April10, 2024, "先の文"), new CaseEvent.OutlineWritten(April11, 2024, "後の文"),
            new CaseEvent.OutlineWritten(April11, 2025, "次の年の文"),
        ];
        await database.Accept([.. Envelope.Chain(written.Length, i => written[i])]);

        Assert.Equal([], await Printed(2023));
        Assert.Equal(["後の文"], await Printed(2024));
        Assert.Equal(["次の年の文"], await Printed(2025));

        async Task<IReadOnlyList<string>> Printed(int year) =>
            [.. TextLists.Of("case-outlines", await database.Figures(year: new FiscalYear(year))).Select(outline => outline["text"])];
    }
}
