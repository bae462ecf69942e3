using System.Text.Json;

namespace FeedHandler.Latency.Machine;

/// <summary>A machine's description as JSON.</summary>
public static class MachineJson
{
    /// <summary>Writes the property `machine` into the object that is being written.</summary>
    /// <param name="writer">A writer inside an object.</param>
    /// <param name="machine">What to write; a commit that is not known is left out.</param>
    public static void WriteMachine(this Utf8JsonWriter writer, MachineDescription machine)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(machine);
        writer.WriteStartObject("machine");
        writer.WriteString("cpuModel", machine.CpuModel);
        writer.WriteNumber("coreCount", machine.CoreCount);
        writer.WriteBoolean("isVirtual", machine.IsVirtual);
        writer.WriteString("operatingSystem", machine.OperatingSystem);
        writer.WriteString("kernel", machine.Kernel);
        writer.WriteString("runtime", machine.Runtime);
        writer.WriteString("garbageCollector", machine.GarbageCollector);
        if (machine.Commit is not null) writer.WriteString("commit", machine.Commit);
        writer.WriteEndObject();
    }
}
