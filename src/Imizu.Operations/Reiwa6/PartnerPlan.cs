using Imizu.Operations.Loading;
using Imizu.Contracts.Consultation;

namespace Imizu.Operations.Reiwa6;

/// <summary>The register of partners in the order of print, and in how many cases each of them took part.</summary>
internal static class PartnerPlan
{
    public static IEnumerable<Call> Registrations(Figures figures, WorkingDays days) => Partners(figures).Select(partner => Call.Of(
        days.First, Services.Consultation, partner.Stream, "registration",
        new { On = days.First, partner.Name, partner.Group, partner.Order }));

    public static IEnumerable<Call> Engagements(Figures figures, IReadOnlyList<CaseCourse> cases, WorkingDays days)
    {
        var engaged = EvenDistribution.Assign(Partners(figures).Select(partner => (partner, partner.Cases)), cases.Count);
        return cases.Zip(engaged).SelectMany(hand =>
        {
            var (course, partners) = hand;
            var open = days.Between(course.ReceivedOn, course.LastDay).ToList();
            return partners.Select((partner, n) =>
            {
                var on = open[(n + 1) * open.Count / (partners.Count + 1)];
                return Call.Of(on, Services.Consultation, course.Stream, "partners", new { On = on, Partner = partner.Code }) with
                {
                    RestsOn = [partner.Stream],
                };
            });
        });
    }

    private static IEnumerable<Partner> Partners(Figures figures) => figures.Sections.Consultation.Partners.SelectMany(column =>
    {
        var group = Counts.CodeOf<PartnerGroup>(column.Key);
        return column.Value.Select((row, n) => new Partner(row.Key, group, n + 1, row.Value));
    });

    private sealed record Partner(string Name, PartnerGroup Group, int Order, int Cases)
    {
        public string Code => $"{Column}-{Order:D2}";

        public string Stream => $"partners/{Code}";

        private string Column => Group switch
        {
            PartnerGroup.CityOffice => "city-office",
            PartnerGroup.Agency => "agency",
            _ => "public-body",
        };
    }
}
