using System.Diagnostics;
using Imizu.Gateway.Doors;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Imizu.Gateway.Tests.Doors;

/// <summary>Whatever a sender puts in its folder, nothing is read or written outside it.</summary>
[Collection(nameof(TallyStack))]
public sealed class InboxLinkTests(TallyStack stack)
{
    private readonly InboxDesks _desks = new(stack);

    [Fact]
    public async Task Links_lead_nowhere_and_pipes_hold_nothing_up()
    {
        var (sender, victim, third) = (await stack.NewSender(), await stack.NewSender(), await stack.NewSender());
        var theirs = Directory.CreateDirectory(_desks.Theirs(sender.Name)).FullName;
        var others = Directory.CreateDirectory(_desks.Theirs(victim.Name)).FullName;
        var outside = Directory.CreateTempSubdirectory("imizu-outside-");
        try
        {
            var secret = Path.Combine(outside.FullName, "secret.csv");
            await File.WriteAllTextAsync(secret, InboxDesks.Row(sender, 4, "99"), TestContext.Current.CancellationToken);
            foreach (var name in (string[])["taken", "refused", "working", ".imizu"])
            {
                Directory.CreateSymbolicLink(Path.Combine(theirs, name), others);
            }
            Directory.CreateSymbolicLink(_desks.Theirs(third.Name), outside.FullName);
            File.CreateSymbolicLink(Path.Combine(theirs, "link.csv"), secret);
            using (var pipe = Process.Start("mkfifo", Path.Combine(theirs, "pipe.csv")))
            {
                await pipe.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
            _desks.Write(sender.Name, "good.csv", InboxDesks.Row(sender, 4, "10"));
            _desks.Write(sender.Name, "bad.csv.png", "no sheet");

            Assert.Contains("リンク", await _desks.Why(sender.Name, "link.csv"), StringComparison.Ordinal);
            Assert.Equal(["2,受付,,"], Assert.Single(await _desks.Results(sender.Name, "good.csv")));
            await _desks.Why(sender.Name, "bad.csv.png");
            // Nobody writes into it: opened, it would be waited for without end.
            Assert.Contains("空", await _desks.Why(sender.Name, "pipe.csv"), StringComparison.Ordinal);

            Assert.Empty(Directory.EnumerateFileSystemEntries(others));
            Assert.Equal([secret], Directory.EnumerateFileSystemEntries(outside.FullName));
            Assert.Empty(_desks.Own(sender.Name, "refused", "link.csv"));
            Assert.Contains($"({third.Name}) is a link", stack.Gateway.Console, StringComparison.Ordinal);
            Assert.Equal([10m], (await stack.Tallied(sender.Measure)).Select(tally => tally.Value));
        }
        finally
        {
            Directory.Delete(_desks.Theirs(third.Name));
            outside.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_gateways_own_folder_is_closed_to_others()
    {
        var root = Path.Combine(stack.Inbox, ".imizu");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(root));
    }

    [Fact]
    public void A_link_in_place_of_the_gateways_own_folder_keeps_the_door_closed() => Closed(
        root => Directory.CreateSymbolicLink(Path.Combine(root, ".imizu"), stack.Inbox), "is a link");

    [Fact]
    public void A_folder_in_which_others_can_write_keeps_the_door_closed() => Closed(
        root => File.SetUnixFileMode(root, File.GetUnixFileMode(root) | UnixFileMode.OtherWrite), "written by others");

    private static void Closed(Action<string> prepare, string saying)
    {
        var root = Directory.CreateTempSubdirectory("imizu-inbox-");
        try
        {
            var folders = new InboxFolders(Options.Create(new InboxOptions { Folder = root.FullName }), NullLogger<InboxFolders>.Instance);
            Assert.Null(folders.Open());
            Directory.Delete(Path.Combine(root.FullName, ".imizu"));
            prepare(root.FullName);
            Assert.Contains(saying, folders.Open(), StringComparison.Ordinal);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }
}
