using System.Diagnostics.CodeAnalysis;

namespace FeedHandler.Codecs;

/// <content>Why an element is refused: the cold side of <see cref="Fits"/>, with its arguments.</content>
public static partial class SbeAppend
{
    /// <summary>Says why a group cannot begin.</summary>
    /// <param name="amount">entries asked for</param>
    /// <param name="amountMax">most entries that the dimension can carry</param>
    /// <param name="bodyLength">bytes of the buffer, from the first byte of the root block</param>
    /// <param name="cursor">where the message stands</param>
    /// <param name="stageMin">least stage at which the element may be written</param>
    /// <param name="stageMax">greatest stage at which the element may be written</param>
    /// <param name="growth">bytes by which the message grows</param>
    /// <param name="element">name of the element</param>
    /// <param name="elements">names of all groups and data of the message by their stage, parted by semicolons</param>
    /// <exception cref="ArgumentOutOfRangeException">there is too much of it</exception>
    /// <exception cref="InvalidOperationException">a later element has been written</exception>
    /// <exception cref="ArgumentException">the buffer is too small</exception>
    [DoesNotReturn]
    public static void RefuseGroup(
        int amount, int amountMax, int bodyLength, in SbeCursor cursor, int stageMin, int stageMax, int growth, string element, string elements)
    {
        if ((uint)amount > (uint)amountMax)
            SbeThrow.GroupCount(element, amount, amountMax);
        Refuse(bodyLength, in cursor, stageMin, stageMax, growth, element, elements);
    }

    /// <summary>Says why a group takes no further entry.</summary>
    /// <param name="amount">number of the entry, from 1</param>
    /// <param name="amountMax">entries that the group was begun with</param>
    /// <param name="bodyLength">bytes of the buffer, from the first byte of the root block</param>
    /// <param name="cursor">where the message stands</param>
    /// <param name="stageMin">least stage at which the element may be written</param>
    /// <param name="stageMax">greatest stage at which the element may be written</param>
    /// <param name="growth">bytes by which the message grows</param>
    /// <param name="element">name of the element</param>
    /// <param name="elements">names of all groups and data of the message by their stage, parted by semicolons</param>
    /// <exception cref="InvalidOperationException">there is too much of it</exception>
    /// <exception cref="InvalidOperationException">a later element has been written</exception>
    /// <exception cref="ArgumentException">the buffer is too small</exception>
    [DoesNotReturn]
    public static void RefuseEntry(
        int amount, int amountMax, int bodyLength, in SbeCursor cursor, int stageMin, int stageMax, int growth, string element, string elements)
    {
        if (amount > amountMax)
            SbeThrow.GroupFull(element, amountMax);
        Refuse(bodyLength, in cursor, stageMin, stageMax, growth, element, elements);
    }

    /// <summary>Says why data cannot be written.</summary>
    /// <param name="amount">bytes of the data</param>
    /// <param name="amountMax">most bytes that its header can carry</param>
    /// <param name="bodyLength">bytes of the buffer, from the first byte of the root block</param>
    /// <param name="cursor">where the message stands</param>
    /// <param name="stageMin">least stage at which the element may be written</param>
    /// <param name="stageMax">greatest stage at which the element may be written</param>
    /// <param name="growth">bytes by which the message grows</param>
    /// <param name="element">name of the element</param>
    /// <param name="elements">names of all groups and data of the message by their stage, parted by semicolons</param>
    /// <exception cref="ArgumentException">there is too much of it</exception>
    /// <exception cref="InvalidOperationException">a later element has been written</exception>
    /// <exception cref="ArgumentException">the buffer is too small</exception>
    [DoesNotReturn]
    public static void RefuseData(
        int amount, int amountMax, int bodyLength, in SbeCursor cursor, int stageMin, int stageMax, int growth, string element, string elements)
    {
        if (amount > amountMax)
            SbeThrow.TooLong(element, amount, amountMax);
        Refuse(bodyLength, in cursor, stageMin, stageMax, growth, element, elements);
    }

    [DoesNotReturn]
    private static void Refuse(int bodyLength, in SbeCursor cursor, int stageMin, int stageMax, int growth, string element, string elements)
    {
        if (cursor.Stage < stageMin || cursor.Stage > stageMax)
            SbeThrow.OutOfOrder(element, cursor.Stage, elements);
        SbeThrow.BufferTooSmall(element, (long)cursor.EncodedLength + growth, bodyLength);
    }
}
