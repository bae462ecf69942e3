using System.Diagnostics;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Tests.Tune;

public sealed class ChildProgramTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Test]
    public void WhatItPrintsAndHowItEndsIsKept()
    {
        using ChildProgram child = ChildProgram.Start(["sh", "-c", "cat; echo $WORD; echo wrong >&2; exit 3"], ("WORD", "said"));

        Assert.That(child.Wait(Long, CancellationToken.None), Is.EqualTo(new ProgramOutput(3, "said\n", "wrong\n")));
    }

    [Test]
    public void WhatTakesTooLongIsEndedWithWhatItStarted()
    {
        using ChildProgram child = ChildProgram.Start(["sh", "-c", "sleep 60 & echo $!; wait"]);
        ProgramOutput output = child.Wait(TimeSpan.FromMilliseconds(300), CancellationToken.None);

        Assert.That((output.Code, output.Error), Is.EqualTo((-1, "it did not end within 0.3 s")));
        Assert.That(() => Directory.Exists($"/proc/{output.Out.Trim()}"), Is.False.After(10_000, 10));
    }

    [Test]
    public void AStopEndsIt()
    {
        using CancellationTokenSource stop = new();
        using ChildProgram child = ChildProgram.Start(["sleep", "60"]);
        int id = child.Id;

        Assert.That(() => child.Wait(Long, stop.Token, look: stop.Cancel), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(() => Process.GetProcesses().Any(process => process.Id == id), Is.False.After(10_000, 10));
    }

    [Test]
    public void AProgramThatIsNotThereIsNamed() =>
        Assert.That(() => ChildProgram.Start(["nosuch-program"]), Throws.TypeOf<CommandException>().With.Message.StartsWith("nosuch-program: cannot be started"));
}
