using System.Diagnostics.CodeAnalysis;

namespace FeedHandler.Codecs;

/// <summary>
/// Exceptions of generated code, kept out of its methods so that those stay small. All report a mistake of the caller,
/// never received bytes.
/// </summary>
public static class SbeThrow
{
    /// <summary>Reports an entry index outside its group.</summary>
    /// <param name="index">the index asked for</param>
    /// <param name="count">entries of the group</param>
    /// <exception cref="ArgumentOutOfRangeException">always</exception>
    [DoesNotReturn]
    public static void EntryIndex(int index, int count)
        => throw new ArgumentOutOfRangeException(nameof(index), index, $"The group has {count} entries; ask for 0 to {count - 1}.");

    /// <summary>Reports an element index outside a fixed array.</summary>
    /// <param name="index">the index asked for</param>
    /// <param name="length">elements of the array</param>
    /// <exception cref="ArgumentOutOfRangeException">always</exception>
    [DoesNotReturn]
    public static void ArrayIndex(int index, int length)
        => throw new ArgumentOutOfRangeException(nameof(index), index, $"The array has {length} elements; ask for 0 to {length - 1}.");

    /// <summary>Reports more elements than a fixed array has.</summary>
    /// <param name="element">name of the field</param>
    /// <param name="count">elements given</param>
    /// <param name="countMax">elements of the array</param>
    /// <exception cref="ArgumentException">always</exception>
    [DoesNotReturn]
    public static void TooManyElements(string element, int count, int countMax)
        => throw new ArgumentException($"{element} has {countMax} elements; {count} were given.");

    /// <summary>Reports a message that does not fit the buffer it is encoded into.</summary>
    /// <param name="element">name of the message, group or data being written</param>
    /// <param name="neededBytes">bytes of the message including the element</param>
    /// <param name="bufferBytes">bytes of the buffer</param>
    /// <exception cref="ArgumentException">always</exception>
    [DoesNotReturn]
    public static void BufferTooSmall(string element, long neededBytes, int bufferBytes)
        => throw new ArgumentException($"{element} needs {neededBytes} bytes; the buffer has {bufferBytes}. Encode into a larger buffer.");

    /// <summary>Reports a group entry count that its dimension cannot carry.</summary>
    /// <param name="group">name of the group</param>
    /// <param name="count">entries asked for</param>
    /// <param name="countMax">most entries the dimension can carry</param>
    /// <exception cref="ArgumentOutOfRangeException">always</exception>
    [DoesNotReturn]
    public static void GroupCount(string group, int count, long countMax)
        => throw new ArgumentOutOfRangeException(nameof(count), count, $"{group} carries 0 to {countMax} entries.");

    /// <summary>Reports a call of Next beyond the count a group was begun with.</summary>
    /// <param name="group">name of the group</param>
    /// <param name="count">entries the group was begun with</param>
    /// <exception cref="InvalidOperationException">always</exception>
    [DoesNotReturn]
    public static void GroupFull(string group, int count)
        => throw new InvalidOperationException($"{group} was begun with {count} entries and has them all; begin it with more.");

    /// <summary>Reports a group or data written out of the order of the schema.</summary>
    /// <param name="element">name of the group or data</param>
    /// <param name="stage">number of the group or data written last, from 1; 0 when there is none</param>
    /// <param name="elements">names of all groups and data of the message in their order, parted by semicolons</param>
    /// <exception cref="InvalidOperationException">always</exception>
    [DoesNotReturn]
    public static void OutOfOrder(string element, int stage, string elements)
    {
        string[] names = elements.Split(';');
        string last = stage == 0 ? "no group" : names[stage - 1];
        string later = stage < names.Length ? string.Join(", ", names[stage..]) : "nothing more";
        throw new InvalidOperationException(
            $"{element} cannot be written now: {last} has begun. Expected after it: {later}. Keep the order of the schema, each once.");
    }

    /// <summary>Reports text or data longer than its field.</summary>
    /// <param name="element">name of the field or data</param>
    /// <param name="length">bytes given</param>
    /// <param name="lengthMax">most bytes the field carries</param>
    /// <exception cref="ArgumentException">always</exception>
    [DoesNotReturn]
    public static void TooLong(string element, int length, long lengthMax)
        => throw new ArgumentException($"{element} carries at most {lengthMax} bytes; {length} were given.");
}
