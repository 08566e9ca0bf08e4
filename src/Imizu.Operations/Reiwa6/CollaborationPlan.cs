using Imizu.Operations.Loading;
using Imizu.Contracts;
using Imizu.Contracts.CommunityBuilding;

namespace Imizu.Operations.Reiwa6;

/// <summary>
/// What the report prints without counting: the briefing, the councils, the commissioners' working environment. The printed lines are
/// made of what happened and, behind a colon, what it was about.
/// </summary>
internal static class CollaborationPlan
{
    private const char Colon = '：';

    public static IEnumerable<Call> Calls(Figures figures, WorkingDays days)
    {
        var (briefings, councils) = (Line("事業の周知"), Line("会議"));
        var environment = figures.Sections.CommunityBuilding.WelfareCommissioners;
        var met = Enum.GetValues<Council>().Where(council => councils[0].Contains(council.Word(), StringComparison.Ordinal)).ToList();
        var onDays = new Queue<DateOnly>(days.Spread(2 + met.Count));

        yield return Of(onDays.Dequeue(), "briefings", on => new { On = on, Content = briefings[1] });
        yield return Of(onDays.Dequeue(), "working-environment", on => new { On = on, Programme = environment.Name, environment.Content });
        foreach (var council in met)
        {
            yield return Of(onDays.Dequeue(), "councils", on => new { On = on, Council = council, Matters = councils[1] });
        }

        string[] Line(string about) => figures.Sections.Collaboration.Items.Select(item => item.Split(Colon))
            .Single(line => line[0].Contains(about, StringComparison.Ordinal));
    }

    private static Call Of(DateOnly on, string what, Func<DateOnly, object> body) =>
        Call.Of(on, Services.CommunityBuilding, $"collaboration/{StableId.Of(on, what)}", what, body(on));
}
