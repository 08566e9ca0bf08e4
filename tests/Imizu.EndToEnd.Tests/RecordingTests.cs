using System.Net;
using Imizu.Operations.Loading;
using Xunit;

namespace Imizu.EndToEnd.Tests;

/// <summary>Once, in order, and taken back where it was wrong.</summary>
[Collection(nameof(StackFixture))]
public sealed class RecordingTests(StackFixture stack)
{
    private const string Contact = """{"on":"2022-05-01","method":"telephone","topics":["familyRelations"]}""";

    private static string Case(int number) => $"/cases/0198c1d2-0000-7000-8000-{number:x12}";

    private async Task<string> Received(int number)
    {
        Assert.Equal(HttpStatusCode.Created, (await stack.Send(Services.Consultation, $"{Case(number)}/receipt", """{"on":"2022-04-01","route":"person"}""")).Status);
        return Case(number);
    }

    [Fact]
    public async Task A_key_sent_twice_appends_once_and_answers_the_same()
    {
        var path = await Received(1);
        var first = await stack.Send(Services.Consultation, $"{path}/contacts", Contact, "test", ("Idempotency-Key", "k1"));
        var second = await stack.Send(Services.Consultation, $"{path}/contacts", Contact, "test", ("Idempotency-Key", "k1"));
        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal(first, second);
        Assert.Equal("\"3\"", (await stack.Send(Services.Consultation, $"{path}/contacts", Contact)).ETag);
    }

    [Fact]
    public async Task A_key_sent_twenty_times_at_once_appends_once_and_answers_the_same()
    {
        var path = await Received(2);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            stack.Send(Services.Consultation, $"{path}/contacts", Contact, "test", ("Idempotency-Key", "k2"), ("If-Match", "\"1\""))));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Single(answers.Select(answer => answer.Entries.Single()).Distinct());
    }

    [Fact]
    public async Task A_key_of_another_request_is_refused_and_one_of_another_actor_is_another_key()
    {
        var path = await Received(3);
        await stack.Send(Services.Consultation, $"{path}/contacts", Contact, "test", ("Idempotency-Key", "k3"));
        var other = await stack.Send(Services.Consultation, $"{path}/contacts", Contact.Replace("05-01", "05-02"), "test", ("Idempotency-Key", "k3"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Equal(["Idempotency-Key"], other.Fields);
        Assert.Equal("\"3\"", (await stack.Send(Services.Consultation, $"{path}/contacts", Contact, "somebody-else", ("Idempotency-Key", "k3"))).ETag);
    }

    [Fact]
    public async Task A_key_that_met_what_was_so_already_appends_nothing_later_either()
    {
        var path = await Received(9);
        var plan = await stack.Send(Services.Consultation, $"{path}/plan", """{"on":"2022-05-01"}""");
        var late = await stack.Send(Services.Consultation, $"{path}/plan", """{"on":"2022-05-01"}""", "test", ("Idempotency-Key", "k9"));
        Assert.Equal(HttpStatusCode.OK, late.Status);
        await stack.Send(Services.Consultation, $"{path}/entries/{plan.Entries.Single()}/retraction", """{"reason":"wrongSubject"}""");
        Assert.Equal(late, await stack.Send(Services.Consultation, $"{path}/plan", """{"on":"2022-05-01"}""", "test", ("Idempotency-Key", "k9")));
    }

    [Fact]
    public async Task Whoever_saw_an_earlier_version_is_told_so()
    {
        var path = await Received(4);
        var seen = (await stack.Send(Services.Consultation, $"{path}/contacts", Contact)).ETag!;
        Assert.Equal(HttpStatusCode.Created, (await stack.Send(Services.Consultation, $"{path}/contacts", Contact, "test", ("If-Match", seen))).Status);
        var stale = await stack.Send(Services.Consultation, $"{path}/contacts", Contact, "test", ("If-Match", seen));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.Equal(["If-Match"], stale.Fields);
    }

    [Fact]
    public async Task Ten_people_who_write_to_one_case_at_once_all_get_through()
    {
        var path = await Received(5);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => stack.Send(Services.Consultation, $"{path}/contacts", Contact)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Equal(Enumerable.Range(2, 10).Select(v => $"\"{v}\"").Order(), answers.Select(answer => answer.ETag!).Order());
    }

    [Fact]
    public async Task A_retracted_entry_counts_no_longer_and_still_did_before()
    {
        var path = await Received(6);
        var wrong = (await stack.Send(Services.Consultation, $"{path}/plan", """{"on":"2022-05-01"}""")).Entries.Single();
        await stack.ReportOnce(2022, report => report.Value("consultation/plans-created") == 1);
        var before = (await stack.EventsOf(path, 2))[1].Time;

        var retraction = await stack.Send(Services.Consultation, $"{path}/entries/{wrong}/retraction", """{"reason":"wrongSubject"}""");
        Assert.Equal(HttpStatusCode.Created, retraction.Status);
        await stack.ReportOnce(2022, report => report.Value("consultation/plans-created") == 0);
        var earlier = await stack.Report(2022, $"?asOf={Uri.EscapeDataString(before.ToString("O"))}");
        Assert.Equal(1, earlier.Value("consultation/plans-created"));
        Assert.Contains("urn:imizu:consultation", earlier.Sources.Select(source => source.Source));

        var again = await stack.Send(Services.Consultation, $"{path}/entries/{wrong}/retraction", """{"reason":"wrongSubject"}""");
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Empty(again.Entries);
        var right = await stack.Send(Services.Consultation, $"{path}/plan", """{"on":"2022-06-01"}""");
        await stack.ReportOnce(2022, report => report.Value("consultation/plans-created") == 1);
        Assert.Equal(HttpStatusCode.Created, (await stack.Send(Services.Consultation, $"{path}/entries/{right.Entries.Single()}/retraction", """{"reason":"enteredTwice"}""")).Status);
        await stack.ReportOnce(2022, report => report.Value("consultation/plans-created") == 0);
    }

    [Fact]
    public async Task What_others_stand_on_and_what_is_not_there_cannot_be_retracted()
    {
        var path = await Received(7);
        await stack.Send(Services.Consultation, $"{path}/contacts", Contact);
        var receipt = (await stack.EventsOf(path, 2))[0].Id;
        foreach (var entry in new[] { receipt, Guid.Empty })
        {
            var answer = await stack.Send(Services.Consultation, $"{path}/entries/{entry}/retraction", """{"reason":"enteredTwice"}""");
            Assert.Equal(HttpStatusCode.Conflict, answer.Status);
            Assert.Equal(["entryId"], answer.Fields);
        }
    }

    [Fact]
    public async Task The_actor_is_kept_with_the_event_and_the_trace_with_it()
    {
        var path = await Received(8);
        await stack.Send(Services.Consultation, $"{path}/contacts", Contact, "staff-0042");
        var envelope = (await stack.EventsOf(path, 2))[1];
        Assert.Equal("staff-0042", envelope.Actor);
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", envelope.Traceparent);
        Assert.Equal("社会福祉法第106条の4第2項第5号", envelope.Legalbasis);
    }
}
