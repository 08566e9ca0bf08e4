using Imizu.EventStreams;
using Imizu.EventStreams.Http;

namespace Imizu.Gateway.Doors;

/// <summary>Refusals as HTTP says them.</summary>
internal static class Refusals
{
    public static IResult Answer(Refusal refusal, int status) =>
        status == StatusCodes.Status409Conflict ? Problems.Refused(refusal) : Problems.Invalid(refusal.Field, refusal.Because, status);
}
