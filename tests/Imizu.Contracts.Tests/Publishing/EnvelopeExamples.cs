using System.Text.Json;
using System.Text.Json.Nodes;
using Imizu.Contracts.CommunityBuilding;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Outreach;

namespace Imizu.Contracts.Tests.Publishing;

/// <summary>An event as it is sent, with the data of its golden file.</summary>
internal static class EnvelopeExamples
{
    public static JsonObject Of(string name, Type record)
    {
        // Field tallies are taken in by two services; this is one of them.
        var service = name.Split('.')[2] is var part && part == "field-tallies" ? "consultation" : part;
        return JsonSerializer.SerializeToNode(
            new EventEnvelope
            {
                Id = new Guid("01a20c5e-c446-7c62-bca0-3e4a30a4a04d"),
                Source = $"urn:imizu:{service}",
                Type = name,
                Subject = SubjectOf(record),
                Time = new DateTimeOffset(2024, 5, 1, 3, 4, 26, 952, TimeSpan.Zero),
                Position = 4712,
                Previousposition = 4711,
                Streamversion = 3,
                Legalbasis = EventCatalog.LegalBasisOf(record),
                Actor = "staff-01",
                Data = JsonElement.Parse(BuiltIn.Read($"golden/{name}")!),
            }, ContractJson.Options)!.AsObject();
    }

    /// <summary>Registers are named by a code, all else by a UUID.</summary>
    private static string SubjectOf(Type record) => record.Name.StartsWith("Participation", StringComparison.Ordinal) ? Uuid("participation-case")
        : record == typeof(OutreachEntryRetracted) ? Uuid("target")
        : record == typeof(CommunityBuildingEntryRetracted) || record == typeof(CommunityBuildingTextRedacted) ? Uuid("project")
        : record.BaseType == typeof(ActivityBaseEvent) ? Uuid("base")
        : record.BaseType == typeof(FieldMeasureEvent) ? "measure/chiiki-hokatsu-sodan"
        : record.BaseType == typeof(PartnerEvent) ? "partner/shakai-fukushi-kyogikai"
        : record.BaseType == typeof(EntryRetracted) || record.BaseType == typeof(TextRedacted) ? Uuid("case")
        : Uuid(JsonNamingPolicy.KebabCaseLower.ConvertName(record.BaseType!.Name[..^"Event".Length]));

    private static string Uuid(string kind) => $"{kind}/0198c1d2-7e00-7000-8000-000000000001";
}
