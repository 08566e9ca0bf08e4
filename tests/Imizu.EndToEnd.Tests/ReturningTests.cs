using System.Net;
using System.Text.Json;
using Imizu.Operations.Loading;
using Xunit;

namespace Imizu.EndToEnd.Tests;

/// <summary>A household that comes back: a second period of support, counted again in its own year.</summary>
[Collection(nameof(StackFixture))]
public sealed class ReturningTests(StackFixture stack)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Task<Reply> Post(Guid id, string what, string json) => stack.Send(Services.Consultation, $"/cases/{id}/{what}", json);

    private Task<Reply> Return(Guid id, Guid follows, string on) => Post(id, "receipt", $$"""{"on":"{{on}}","route":"family","follows":"{{follows}}"}""");

    private async Task<JsonElement> Read(Guid id) =>
        JsonElement.Parse(await stack.Http.GetStringAsync(new Uri(stack.Stack.Services[Services.Consultation], $"/cases/{id}"), Cancelled));

    private async Task Support(Guid id, string receipt, string on, string until)
    {
        (string, string)[] steps =
        [
            ("receipt", receipt), ("household", $$"""{"on":"{{on}}","type":"singlePerson"}"""), ("plan", $$"""{"on":"{{on}}"}"""), ("support-start", $$"""{"on":"{{on}}"}"""),
            ("support-conclusion", $$"""{"on":"{{until}}","reason":"resolved"}"""),
        ];
        foreach (var (what, json) in steps)
        {
            Assert.Equal(HttpStatusCode.Created, (await Post(id, what, json)).Status);
        }
    }

    [Fact]
    public async Task A_second_period_counts_in_its_year_and_both_cases_name_each_other()
    {
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        await Support(first, """{"on":"2000-04-10","route":"person"}""", on: "2000-05-01", until: "2000-09-30");
        await Support(second, $$"""{"on":"2001-06-01","route":"person","follows":"{{first}}"}""", on: "2001-06-10", until: "2002-03-31");

        await stack.ReportOnce(2000, report => report.Value("consultation/supports-concluded") == 1);
        var report = await stack.ReportOnce(2001, report => report.Value("consultation/supports-concluded") == 1);
        Assert.Equal((1, 1, 0, 1), (report.Value("consultation/cases-received"), report.Value("consultation/plans-created"), report.Value("consultation/without-plan"), report.Value("consultation/supports-started")));
        Assert.Equal([0, 1], new[] { await stack.Report(2000, "?form=breakdown"), await stack.Report(2001, "?form=breakdown") }.Select(breakdown => breakdown.Value("consultation/cases-returned")));
        Assert.Equal($"case/{second}", (await Read(first)).GetProperty("followedBy").GetString());
        Assert.Equal($"case/{first}", (await Read(second)).GetProperty("follows").GetString());
    }

    [Fact]
    public async Task Of_many_that_follow_a_case_at_once_one_does_and_after_its_retraction_another_may()
    {
        var earlier = Guid.NewGuid();
        Assert.Equal(HttpStatusCode.Created, (await Post(earlier, "receipt", """{"on":"2025-04-10","route":"person"}""")).Status);
        Assert.Equal(["follows"], (await Return(Guid.NewGuid(), earlier, "2025-06-01")).Fields);
        Assert.Equal(HttpStatusCode.Created, (await Post(earlier, "closing-without-plan", """{"on":"2025-05-01","reason":"other"}""")).Status);

        Guid[] ids = [.. Enumerable.Range(0, 8).Select(_ => Guid.NewGuid())];
        var answers = await Task.WhenAll(ids.Select(id => Return(id, earlier, "2025-06-01")));
        var only = ids[Assert.Single(Enumerable.Range(0, ids.Length), n => answers[n].Status == HttpStatusCode.Created)];
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created), answer => Assert.Equal((HttpStatusCode.Conflict, "follows"), (answer.Status, answer.Fields.Single())));

        var receipt = (await Read(only)).GetProperty("entries")[0].GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.Created, (await Post(only, $"entries/{receipt}/retraction", """{"reason":"wrongSubject"}""")).Status);
        Assert.False((await Read(earlier)).TryGetProperty("followedBy", out _));
        var other = ids.First(id => id != only);
        Assert.Equal(HttpStatusCode.Created, (await Return(other, earlier, "2025-06-02")).Status);
        Assert.Equal($"case/{other}", (await Read(earlier)).GetProperty("followedBy").GetString());
    }

    [Theory]
    [InlineData("""{"on":"2025-06-01","route":"family","follows":"0198c1d2-0000-7000-8000-0000000f0110"}""", HttpStatusCode.Conflict)]
    [InlineData("""{"on":"2025-06-01","route":"family","follows":"the earlier one"}""", HttpStatusCode.BadRequest)]
    public async Task What_is_no_case_is_not_followed(string json, HttpStatusCode status)
    {
        var answer = await Post(Guid.NewGuid(), "receipt", json);
        Assert.Equal((status, "follows"), (answer.Status, answer.Fields.Single()));
    }
}
