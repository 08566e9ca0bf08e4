using Imizu.Identity.Storage;
using Microsoft.AspNetCore.Identity;

namespace Imizu.Identity.Staff;

/// <summary>Changes of a member of staff that are saved, or fail loudly.</summary>
internal sealed class StaffChanges(UserManager<StaffMember> staff, IdentityDatabase database)
{
    private const int Attempts = 10;

    /// <summary>Makes a change, again on what there is then where another request has changed the member first.</summary>
    /// <param name="member">Whoever is changed; what was changed and not saved before is lost.</param>
    /// <param name="change">Changes and saves.</param>
    /// <exception cref="InvalidOperationException">It was not saved.</exception>
    public async Task MakeAsync(StaffMember member, Func<Task<IdentityResult>> change)
    {
        for (var attempt = 1; await change() is { Succeeded: false } refused; attempt++)
        {
            if (attempt == Attempts || refused.Errors.All(error => error.Code != staff.ErrorDescriber.ConcurrencyFailure().Code))
            {
                throw new InvalidOperationException(string.Join(' ', refused.Errors.Select(error => error.Description)));
            }

            await database.Entry(member).ReloadAsync();
        }
    }
}
