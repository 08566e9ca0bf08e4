using System.Reflection;
using System.Text.RegularExpressions;
using Imizu.Contracts.Consultation;
using Xunit;

namespace Imizu.Contracts.Tests;

public sealed partial class EventNamesTests
{
    [Fact]
    public void Names_have_one_form() =>
        Assert.All(EventCatalog.All, entry => Assert.Matches(PermanentName(), entry.Name));

    [Fact]
    public void Every_record_of_an_event_has_a_name()
    {
        var records = typeof(EventCatalog).Assembly.GetExportedTypes().Where(type => type is { IsAbstract: false, BaseType: { } parent }
            && (parent.Name.EndsWith("Event", StringComparison.Ordinal) || parent == typeof(EntryRetracted) || parent == typeof(TextRedacted)));
        Assert.Empty(records.Except(EventCatalog.All.Select(entry => entry.Record)));
    }

    [Fact]
    public void Every_event_cites_a_provision_of_the_act_and_every_provision_is_cited()
    {
        var provisions = typeof(LegalBasis).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetRawConstantValue()!);
        Assert.All(EventCatalog.All, entry => Assert.Contains(EventCatalog.LegalBasisOf(entry.Record), provisions));
        Assert.Empty(provisions.Except(EventCatalog.All.Select(entry => EventCatalog.LegalBasisOf(entry.Record))));
    }

    [Fact]
    public void A_conference_without_consent_is_held_under_its_own_provision()
    {
        Assert.Equal("社会福祉法第106条の6", EventCatalog.LegalBasisOf(typeof(ConferenceEvent.SupportConferenceHeld)));
        Assert.Equal("社会福祉法第106条の4第2項第5号", EventCatalog.LegalBasisOf(typeof(ConferenceEvent.IndividualSupportConferenceHeld)));
    }

    [Fact]
    public void Every_event_is_of_an_area_that_a_service_records_and_of_no_other_services()
    {
        string[] services = ["consultation", "outreach", "participation", "community-building", "projection"];
        Assert.All(EventCatalog.All, entry => Assert.Equal(
            entry.Record.Namespace!.EndsWith("FieldTallies", StringComparison.Ordinal) ? EventAreas.HaveTallies.Count : 1,
            services.Count(service => EventAreas.Has(service, entry.Name))));
    }

    [Theory]
    [InlineData("jp.imizu.outreach.not-known-yet.v9", true)]
    [InlineData("jp.imizu.outreachish.not-known-yet.v1", false)]
    [InlineData("jp.imizu.field-tallies.measure-tallied.v1", false)]
    [InlineData("outreach.target-identified.v1", false)]
    public void A_type_that_is_not_known_has_an_area_all_the_same(string type, bool isOutreachs) =>
        Assert.Equal(isOutreachs, EventAreas.Has("outreach", type));

    [Fact]
    public void Every_event_has_a_word_that_staff_can_read() =>
        Assert.All(EventCatalog.All, entry => Assert.Matches(@"^[\p{IsCJKUnifiedIdeographs}\p{IsHiragana}\p{IsKatakana}]+$", EventCatalog.WordOf(entry.Record)));

    [Fact]
    public void No_two_events_of_a_stream_have_the_same_word() =>
        Assert.All(EventCatalog.All.GroupBy(entry => entry.Record.BaseType!).Where(stream => stream.Key != typeof(EntryRetracted) && stream.Key != typeof(TextRedacted)),
            stream => Assert.Distinct(stream.Select(entry => EventCatalog.WordOf(entry.Record))));

    [GeneratedRegex(@"^jp\.imizu\.[a-z-]+\.[a-z-]+\.v\d+$")]
    private static partial Regex PermanentName();
}
