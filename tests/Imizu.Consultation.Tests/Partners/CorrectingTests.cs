using Imizu.Consultation.Partners;
using Imizu.Contracts.Consultation;
using Imizu.Testing;
using Xunit;
using static Imizu.Consultation.Partners.PartnerCommand;

namespace Imizu.Consultation.Tests.Partners;

public sealed class CorrectingTests
{
    private static readonly DateOnly May1 = new(2024, 5, 1), May8 = new(2024, 5, 8), June1 = new(2024, 6, 1);

    [Fact]
    public void However_it_is_corrected_a_partner_is_as_if_recorded_right_at_first() =>
        EveryCorrection.IsAsIfRecordedRightAtFirst(PartnerEndpoints.Definition, length: 4,
            new Register(May1, "社協", PartnerGroup.Agency, 1), new Register(May8, "社会福祉協議会", PartnerGroup.PublicBody, 1), new Register(June1, "社協", PartnerGroup.Agency, 2),
            new Withdraw(May8), new Withdraw(June1));
}
