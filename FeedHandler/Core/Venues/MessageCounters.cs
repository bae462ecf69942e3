using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Venues;

/// <summary>What a decoder met of messages, on any venue with SBE. Written by the feed thread; others read it in passing.</summary>
public sealed unsafe class MessageCounters
{
    /// <summary>The highest template that is counted by itself.</summary>
    public const ushort TemplateIdMax = OtherTemplate - 1;

    private const int LineCount = 2;
    private const int TemplateCount = 512;
    private const int OtherTemplate = TemplateCount - 1;
    private readonly long[] _byTemplate = GC.AllocateArray<long>(LineCount * TemplateCount, pinned: true);

    /// <summary>Messages of a template that the schema does not have.</summary>
    public long UnknownTemplate;

    /// <summary>Messages of another schema than market data.</summary>
    public long UnknownSchema;

    /// <summary>Messages in all, those of unknown templates included.</summary>
    public long Total
    {
        get
        {
            long sum = 0L;
            foreach (long count in _byTemplate) sum += count;
            return sum;
        }
    }

    /// <summary>The first counter, for a decoder's own use; the memory never moves.</summary>
    public long* First => (long*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_byTemplate));

    /// <summary>Where a template is counted, from <see cref="First"/>: by line, then by template; the last of a line takes all that have none.</summary>
    /// <param name="line">The line.</param>
    /// <param name="templateId">The template.</param>
    public static int SlotOf(Line line, ushort templateId) => (((int)line & 1) * TemplateCount) + Math.Min((int)templateId, OtherTemplate);

    /// <summary>Messages of a template, by the line whose packet was first.</summary>
    /// <param name="line">The line.</param>
    /// <param name="templateId">The template.</param>
    /// <returns>The count; 0 for templates from 511 on, which are in <see cref="UnknownTemplate"/> where the schema does not have them.</returns>
    public long ByTemplate(Line line, ushort templateId) => templateId >= OtherTemplate ? 0 : _byTemplate[SlotOf(line, templateId)];

    /// <summary>Messages of a template.</summary>
    /// <param name="templateId">The template.</param>
    /// <returns>The count; 0 for templates from 511 on.</returns>
    public long ByTemplate(ushort templateId) => ByTemplate(Line.A, templateId) + ByTemplate(Line.B, templateId);
}
