using Imizu.Contracts.Access;
using Imizu.Contracts.Consultation;
using Imizu.Contracts.Reading;
using Imizu.Contracts.Streams;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Imizu.EventStreams.Storage;
using static Imizu.Consultation.Partners.PartnerCommand;

namespace Imizu.Consultation.Partners;

/// <summary>The register of partners (支援連携先の台帳).</summary>
public static class PartnerEndpoints
{
    public static readonly StreamDefinition<Partner, PartnerEvent, PartnerCommand> Definition = new(
        "partner", StreamIds.Code, Partner.Initial, (state, happened) => state.Evolve(happened), PartnerDecider.Decide, PartnerCommand.Of, PartnerDecider.DependsOn)
    {
        Listed = state => state switch
        {
            Partner.Listed listed => new Listing(RegisterStatus.Current, listed.As.Name, listed.As.Group),
            Partner.Former former => new Listing(RegisterStatus.Former, former.As.Name, former.As.Group),
            _ => null,
        },
    };

    public static void MapPartners(this IEndpointRouteBuilder app) => app.MapStream("partners", Definition, Right.ReadCases, Right.RecordCases)
        .Post<Register>("registration", "台帳への登録、名称や順番の変更", WithNamesake)
        .Post<Withdraw>("withdrawal", "台帳から外す");

    private static async Task<Register> WithNamesake(Register command, OtherStreams others, CancellationToken cancellationToken)
    {
        var register = await others.All(Definition, cancellationToken);
        return command with
        {
            Namesake = register.FirstOrDefault(other => other.Value is Partner.Listed listed && JapaneseName.AreSame(listed.As.Name, command.Name)).Key,
        };
    }
}
