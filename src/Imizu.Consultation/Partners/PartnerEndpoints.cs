using Imizu.Contracts.Consultation;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using static Imizu.Consultation.Partners.PartnerCommand;

namespace Imizu.Consultation.Partners;

/// <summary>The register of partners (支援連携先の台帳).</summary>
public static class PartnerEndpoints
{
    public static readonly StreamDefinition<Partner, PartnerEvent, PartnerCommand> Definition = new(
        "partner", StreamIds.Code, Partner.Initial, (state, happened) => state.Evolve(happened), PartnerDecider.Decide, PartnerDecider.StandsOn);

    public static void MapPartners(this IEndpointRouteBuilder app) => app.MapStream("partners", Definition)
        .Post<Register>("registration", "台帳への登録、名称や順番の変更")
        .Post<Withdraw>("withdrawal", "台帳から外す");
}
