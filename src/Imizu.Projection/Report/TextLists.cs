using Imizu.Contracts;
using Imizu.Contracts.CommunityBuilding;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.Participation;
using Imizu.Projection.Figures.Collaboration;
using Imizu.Projection.Figures.CommunityBuilding;
using Imizu.Projection.Figures.Consultation;
using Imizu.Projection.Figures.Participation;

namespace Imizu.Projection.Report;

/// <summary>The lists of texts that forms print: for each entry its words by name.</summary>
internal static class TextLists
{
    private static readonly Dictionary<string, Func<YearFigures, IEnumerable<Dictionary<string, string>>>> Lists = new()
    {
        // A case is outlined by its last text.
        ["case-outlines"] = figures => figures.TextsOf<CaseEvent.OutlineWritten>(CaseFigures.CaseOutline)
            .GroupBy(text => text.Fact.Subject).Select(ofCase => new Dictionary<string, string> { ["text"] = ofCase.Last().Text.Text }),

        ["exchange-meetings"] = figures => figures.TextsOf<ExchangeMeetingEvent.Held>(ParticipationFigures.ExchangeMeetingHeld).Select(met => new Dictionary<string, string>
        {
            ["id"] = $"{met.Fact.Subject}", ["name"] = met.Text.Name, ["purpose"] = met.Text.Purpose, ["venue"] = met.Text.Venue, ["content"] = met.Text.Content,
            ["when"] = $"{met.Text.On.Year}年{met.Text.On.Month}月{met.Text.On.Day}日 {met.Text.From:HH:mm}～{met.Text.To:HH:mm}",
        }),

        // Those with a session in the year.
        ["projects"] = figures => figures.TextsOf<ProjectEvent.Commissioned>(ProjectFigures.ProjectCommissioned)
            .Where(project => figures.Value($"community-building/project-sessions/{project.Fact.Row}") > 0).Select(project => new Dictionary<string, string>
            {
                ["id"] = project.Fact.Row, ["contractor"] = project.Text.Contractor, ["project"] = project.Text.Project,
                ["content"] = project.Text.Content, ["attendance"] = project.Text.Attendance.Word(),
            }),

        ["working-environments"] = figures => figures.TextsOf<CollaborationEvent.WorkingEnvironmentImproved>(ProjectFigures.WorkingEnvironmentImproved)
            .Select(improved => (improved.Text.Programme, improved.Text.Content)).Distinct()
            .Select(improved => new Dictionary<string, string> { ["programme"] = improved.Programme, ["content"] = improved.Content }),

        ["briefings"] = figures => figures.TextsOf<CollaborationEvent.BriefingHeld>(CollaborationFigures.BriefingHeld)
            .Select(held => held.Text.Content).Distinct().Select(content => new Dictionary<string, string> { ["content"] = content }),

        // Councils that dealt with the same matters are printed in one line.
        ["councils"] = figures => figures.TextsOf<CollaborationEvent.CouncilMet>(CollaborationFigures.CouncilMet).Select(met => met.Text).GroupBy(met => met.Matters)
            .Select(line => new Dictionary<string, string>
            {
                ["councils"] = string.Join('、', line.Select(met => met.Council).Distinct().Order().Select(council => council.Word())), ["matters"] = line.Key,
            }),
    };

    public static IReadOnlyCollection<string> Names => Lists.Keys;

    public static IEnumerable<IReadOnlyDictionary<string, string>> Of(string list, YearFigures figures) => Lists[list](figures);
}
