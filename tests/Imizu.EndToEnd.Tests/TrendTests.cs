using System.Net;
using System.Net.Http.Json;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.Operations.Loading;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.EndToEnd.Tests;

/// <summary>Figures of several years beside one another, over HTTP and on the command line.</summary>
[Collection(nameof(StackFixture))]
public sealed class TrendTests(StackFixture stack)
{
    private const string Key = "collaboration/field-tallies/trend-m";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Uri Trend(string query) => new(stack.Stack.Services[Services.Projection], $"/reports/trend{query}");

    private async Task<Trend> Read(string query) => (await stack.Http.GetFromJsonAsync<Trend>(Trend(query), ContractJson.Options, Cancelled))!;

    [Fact]
    public async Task Each_year_has_its_figure_as_its_report_has_it_now_and_as_of_a_moment()
    {
        await Sent("/measures/trend-m/registration", """{"on":"2013-04-01","programme":"推移","measure":"利用者数","unit":"人","kind":"flow","table":"relatedProject","order":1}""");
        await Sent("/measures/trend-m/tallies", """{"from":"2013-04-01","to":"2013-04-30","value":7}""");
        await stack.ReportOnce(2013, report => report.Value(Key) == 7);
        var moment = DateTimeOffset.UtcNow;
        await Sent("/measures/trend-m/tallies", """{"from":"2014-04-01","to":"2014-04-30","value":3}""");
        await stack.ReportOnce(2014, report => report.Value(Key) == 3);

        var trend = await Read($"?years=2012..2014&cells={Key},consultation/plan-share");
        Assert.Equal([2012, 2013, 2014], trend.Years);
        Assert.Equal([(Key, "各分野の件数　推移　利用者数", "人"), ("consultation/plan-share", "支援プランの作成に至った相談事例の割合", "％")], trend.Cells.Select(cell => (cell.Key, cell.Words, cell.Unit)));
        Assert.Equal([0, 7, 3], trend.Cells[0].Values);
        Assert.Equal([0, 7, 0], (await Read($"?years=2012..2014&cells={Key}&asOf={Uri.EscapeDataString($"{moment:O}")}")).Cells[0].Values);
    }

    [Fact]
    public async Task Without_keys_the_indicators_of_the_printed_report_are_told()
    {
        var (trend, report) = (await Read("?years=2013..2014"), await stack.Report(2014));
        Assert.Equal(report.Cells().Where(cell => cell.Evaluation is not null).Select(cell => cell.Key), trend.Cells.Select(cell => cell.Key));
    }

    [Fact]
    public async Task The_command_line_prints_a_line_for_each_figure()
    {
        string[] asked = ["report", "--trend", "2013..2014", "--cells", "consultation/plan-share", "--url", $"{stack.Stack.Services[Services.Projection]}"];
        Assert.Contains("支援プランの作成に至った相談事例の割合", await CommandLineRun.Done(stack.Stack.CommandLine, asked));
        Assert.Contains("consultation/plan-share,支援プランの作成に至った相談事例の割合,％,", await CommandLineRun.Done(stack.Stack.CommandLine, [.. asked, "--format", "csv"]));
        Assert.Contains("--trend", await CommandLineRun.Refused(["report", "2014", .. asked[1..]]));
    }

    [Theory]
    [InlineData("", "years")]
    [InlineData("?years=2020", "years")]
    [InlineData("?years=2020..2020", "years")]
    [InlineData("?years=2024..2020", "years")]
    [InlineData("?years=2000..2020", "years")]
    [InlineData("?years=1999..2001", "years")]
    [InlineData("?years=2020..2021..2022", "years")]
    [InlineData("?years=2020..2024&cells=consultation/nothing", "cells")]
    [InlineData("?years=2020..2024&cells=", "cells")]
    [InlineData("?years=2020..2024&cells=consultation/plan-share,,", "cells")]
    [InlineData("?years=2020..2024&asOf=yesterday", "asOf")]
    public async Task What_cannot_be_answered_is_named(string query, string field)
    {
        var answer = await stack.Get(Trend(query));
        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.Status, answer.Fields.Single()));
    }

    private async Task Sent(string path, string json) => Assert.Equal(HttpStatusCode.Created, (await stack.Send(Services.CommunityBuilding, path, json)).Status);
}
