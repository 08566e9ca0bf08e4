using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Imizu.Contracts.Tests;

/// <summary>An event is a publishable fact: ids, dates, codes and counts, and the printed words about organisations and places.</summary>
public sealed partial class PersonalDataTests
{
    /// <summary>All the text that events hold, and the names that sound personal: of organisations, places and undertakings.</summary>
    private static readonly string[] AboutNobody =
    [
        "jp.imizu.community-building.base-opened.v1 name",
        "jp.imizu.community-building.briefing-held.v1 content",
        "jp.imizu.community-building.council-met.v1 matters",
        "jp.imizu.community-building.project-commissioned.v1 content",
        "jp.imizu.community-building.project-commissioned.v1 contractor",
        "jp.imizu.community-building.project-commissioned.v1 project",
        "jp.imizu.community-building.working-environment-improved.v1 content",
        "jp.imizu.community-building.working-environment-improved.v1 programme",
        "jp.imizu.consultation.outline-written.v1 text",
        "jp.imizu.consultation.partner-engaged.v1 partner",
        "jp.imizu.consultation.partner-registered.v1 name",
        "jp.imizu.field-tallies.measure-registered.v1 measure",
        "jp.imizu.field-tallies.measure-registered.v1 programme",
        "jp.imizu.field-tallies.measure-registered.v1 unit",
        "jp.imizu.participation.agency-joined.v1 name",
        "jp.imizu.participation.exchange-meeting-held.v1 content",
        "jp.imizu.participation.exchange-meeting-held.v1 name",
        "jp.imizu.participation.exchange-meeting-held.v1 purpose",
        "jp.imizu.participation.exchange-meeting-held.v1 venue",
        "jp.imizu.participation.exit-place-created.v1 name",
        "jp.imizu.participation.resource-registered.v1 name",
        "jp.imizu.projection.close-requested.v1 requestedBy",
        "jp.imizu.projection.commentary-written.v1 text",
        "jp.imizu.projection.correction-requested.v1 reason",
        "jp.imizu.projection.correction-requested.v1 requestedBy",
        "jp.imizu.projection.evaluation-overridden.v1 reason",
        "jp.imizu.projection.year-closed.v1 approvedBy",
        "jp.imizu.projection.year-closed.v1 hash",
        "jp.imizu.projection.year-closed.v1 requestedBy",
        "jp.imizu.projection.year-corrected.v1 approvedBy",
        "jp.imizu.projection.year-corrected.v1 hash",
        "jp.imizu.projection.year-corrected.v1 requestedBy",
    ];

    [Fact]
    public void No_event_says_who_somebody_is() =>
        Assert.Equal(AboutNobody, PublishedTypes.Members
            .Where(found => found.Member.PropertyType == typeof(string) || SoundsPersonal().IsMatch(found.Member.Name))
            .Select(found => found.Path).Order(StringComparer.Ordinal));

    /// <summary>A text that is no code can be erased; only the event itself can have one, for within a list it could not be.</summary>
    [Fact]
    public void What_somebody_writes_in_words_can_be_erased()
    {
        string[] codes = ["partner", "hash", "approvedBy", "requestedBy"];
        Assert.Equal(AboutNobody.Where(path => !codes.Contains(path.Split(' ')[1])),
            EventCatalog.All.SelectMany(entry => entry.Record.GetProperties().Where(member => member.IsDefined(typeof(TextAttribute)))
                .Select(member => $"{entry.Name} {JsonNamingPolicy.CamelCase.ConvertName(member.Name)}")).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("name|address|postcode|phone|telephone|mail|birth|age$|gender|sex|person|resident|nationality|mynumber|diagnosis|note|remark|comment",
        RegexOptions.IgnoreCase)]
    private static partial Regex SoundsPersonal();
}
