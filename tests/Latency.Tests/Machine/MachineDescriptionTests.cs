using System.Text;
using System.Text.Json;
using FeedHandler.Latency.Machine;

namespace FeedHandler.Latency.Tests.Machine;

public sealed class MachineDescriptionTests
{
    [Test]
    public void EveryFieldSaysSomething()
    {
        MachineDescription machine = MachineDescription.Read("0123abc");

        Assert.That(machine.CpuModel, Is.Not.Empty);
        Assert.That(machine.CoreCount, Is.Positive);
        Assert.That(machine.OperatingSystem, Is.Not.Empty);
        Assert.That(machine.Kernel, Is.Not.Empty);
        Assert.That(machine.Runtime, Does.StartWith(".NET 10."));
        Assert.That(machine.GarbageCollector, Does.StartWith("server").Or.StartWith("workstation"));
        Assert.That(machine.Commit, Is.EqualTo("0123abc"));
    }

    [Test]
    public void AProcessorIsTheFirstOneListed()
    {
        ProcessorText text = new(
            "processor\t: 0\nmodel name\t: First CPU: 3 GHz\nflags\t\t: fpu hypervisor\n\nprocessor\t: 1\nmodel name\t: Second\n");

        Assert.That(text.Model, Is.EqualTo("First CPU: 3 GHz"));
        Assert.That(text.HasFlag("hypervisor"), Is.True);
        Assert.That(text.HasFlag("hyper"), Is.False);
    }

    [Test]
    public void AMissingListIsNoProcessor()
    {
        Assert.That(new ProcessorText("").Model, Is.Null);
        Assert.That(new ProcessorText("").HasFlag("fpu"), Is.False);
    }

    [Test]
    public void JsonHoldsEveryFieldAndOmitsAnUnknownCommit()
    {
        MachineDescription machine = new("CPU", 2, true, "Debian", "6.1", ".NET 10", "workstation", null);

        Assert.That(Json(machine), Is.EqualTo("""
            {
              "machine": {
                "cpuModel": "CPU",
                "coreCount": 2,
                "isVirtual": true,
                "operatingSystem": "Debian",
                "kernel": "6.1",
                "runtime": ".NET 10",
                "garbageCollector": "workstation"
              }
            }
            """));
        Assert.That(Json(machine with { Commit = "0123abc" }), Does.Contain("\"commit\": \"0123abc\""));
    }

    private static string Json(MachineDescription machine)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteMachine(machine);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
